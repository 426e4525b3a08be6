"""What the tagger learns from: the marks of people and the chances that a teacher gives."""

from __future__ import annotations

import torch
from model import Batch, Read
from torch import Tensor, nn

SMOOTH = 0.05  # of a stance's certainty: readers agree for .95


def hard_loss(batch: Batch, read: Read) -> tuple[Tensor, Tensor]:
    """Cross-entropy against what people marked; windows without marks of theirs (-100) count nothing."""
    logits, scores = read.labels.view(*read.labels.shape[:2], 3, 3), read.links
    cross = nn.functional.cross_entropy
    labels = links = torch.zeros(())
    if (batch.labels >= 0).any():
        labels = sum(cross(logits[:, :, r].flatten(0, 1), batch.labels[r].flatten()) for r in range(3))
    if (batch.pointers >= 0).any():
        links = sum(cross(scores[k].flatten(0, 1), batch.pointers[k].flatten()) for k in range(2))
    return labels, links


def soft_loss(chances: Tensor, logits: Tensor) -> Tensor:
    """Cross-entropy of the labels against a teacher's chances [b, w, 3 roles, 3 labels], zeros as padding; a word."""
    own = logits.view(*logits.shape[:2], 3, 3).log_softmax(-1)
    there = chances.sum((-1, -2)) > 0
    return -(chances * own).sum() / there.sum().clamp(min=1)


def stance_loss(batch: Batch, read: Read) -> Tensor:
    """Cross-entropy of the stance of one content a window, from the mean over its words and its cue's."""
    if not (batch.stance >= 0).any():
        return torch.zeros(())
    return nn.functional.cross_entropy(stances(batch, read), batch.stance, label_smoothing=SMOOTH)


def stances(batch: Batch, read: Read) -> Tensor:
    """The logits [b, 8] of the content whose words `said` marks."""
    return (read.stances * batch.said[..., None]).sum(1) / batch.said.sum(1, keepdim=True).clamp(min=1)
