"""Write down what the teacher makes of each window, for the shipped tagger to learn from (`train.py --taught`).

    PYTHONPATH=src python training/attribution/teach.py build/teacher/best.pt --mpnet FOLDER

Reads the windows that prepare.py and news.py wrote (train.jsonl, news.jsonl), writes taught.pt beside them: for each
file, in the order of its lines, the chances of the labels [words, 9], in half precision, and where the words of a
content point [2, words], in the form of prepare.py; the latter is learnt where no person marked anything. Prints the
teacher's figures on dev first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import batches as data
import torch
from model import MPNET, OUT, Tagger
from torch import Tensor
from train import judge

FILES = ("train.jsonl", "news.jsonl")


@torch.no_grad()
def marks(model: Tagger, windows: list[data.Window]) -> list[tuple[Tensor, Tensor]]:
    """The teacher's chances and pointers for each window, in the given order."""
    model.eval()
    places = {id(window): at for at, window in enumerate(windows)}
    found = [(torch.zeros(0), torch.zeros(0))] * len(windows)
    for number, group in enumerate(groups := data.batches(windows, None)):
        with torch.autocast("cpu", torch.bfloat16):
            read = model(data.collate(group))
        labels = read.labels.view(*read.labels.shape[:2], 3, 3).softmax(-1)
        outside = labels[:, :, 0].argmax(-1) == OUT
        pointers = read.links.argmax(-1).masked_fill(outside, -100).short()
        for row, window in enumerate(group):
            size = len(window.pieces)
            chances = labels[row, :size].flatten(-2).half()
            found[places[id(window)]] = chances, pointers[:, row, :size].clone()
        if number % 50 == 0:
            print(f"{number}/{len(groups)}", flush=True)
    return found


def main() -> None:
    """Judge the teacher, then write what it teaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--mpnet", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--data", type=Path, default=Path("build/attribution"))
    options = parser.parse_args()
    torch.set_num_threads(2)
    model = Tagger(MPNET)
    model.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    model.read_with(options.mpnet / "vocab.txt")
    print(json.dumps(judge(model, data.read(options.data / "dev.jsonl"))), flush=True)
    kept = {name: marks(model, data.read(options.data / name)) for name in FILES}
    torch.save(kept, options.data / "taught.pt")


if __name__ == "__main__":
    main()
