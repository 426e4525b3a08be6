"""What the tagger learns from: the marks of people and the chances that a teacher gives."""

from __future__ import annotations

import torch
from model import Batch
from torch import Tensor, nn


def hard_loss(batch: Batch, logits: Tensor, scores: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropy against what people marked; windows without marks of theirs (-100) count nothing."""
    logits = logits.view(*logits.shape[:2], 3, 3)
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
