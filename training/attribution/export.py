"""Write the trained tagger as the int8 ONNX model that the package ships, and check it against torch.

    PYTHONPATH=src:training python training/attribution/export.py build/pupil/best.pt build/pupil2/best.pt \
        src/rashomon/language/weights/tagger.onnx
"""

from __future__ import annotations

import argparse
import hashlib
import math
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from model import LAYERS, POINTER, REACH, Batch, Tagger
from onnx_bert import Array, Graph, bert_names, encoder

ABOUT = (
    "Who said what. ids [pieces] with [CLS] and [SEP], features [pieces], heads [words] (place of each word's first "
    "piece) -> labels [words, 9] (content, cue, source x out, begin, in) and links [2, words, 1 + words] (cue, "
    "source; column 0 = none) and stances [words, 8]. Trained on PolNeAR from all-MiniLM-L6-v2 (Apache-2.0)."
)


def build(model: Tagger, target: Path, *, int8: bool) -> None:
    """Write the graph; the heads stay float32, they are small and decide."""
    graph = Graph(int8=int8)
    state = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    added = graph.run("Gather", graph.constant(state["features.weight"], np.float32), "features")
    last = graph.run(
        "Squeeze",
        encoder(graph, "ids", bert_names(state, state["kind"][None], LAYERS), added=added),
        graph.constant([0]),
    )
    graph.int8 = False
    words = graph.run("Gather", last, "heads")
    first = graph.run("Gather", last, graph.constant([0]))
    targets = graph.run("Concat", first, words, axis=0)
    labels = graph.linear(words, state["bio.weight"], state["bio.bias"])

    def turned(value: str, name: str, order: list[int]) -> str:
        flat = graph.linear(value, state[f"{name}.weight"], state[f"{name}.bias"])
        return graph.run("Transpose", graph.run("Reshape", flat, graph.constant([-1, 2, POINTER])), perm=order)

    ask = graph.run("Mul", turned(words, "ask", [1, 0, 2]), graph.constant(1 / math.sqrt(POINTER), np.float32))
    scores = graph.run("MatMul", ask, turned(targets, "answer", [1, 2, 0]))
    links = graph.run("Add", scores, _distances(graph, state["distance"]))
    stances = graph.linear(words, state["stance.weight"], state["stance.bias"])
    inputs = {"ids": "pieces", "features": "pieces", "heads": "words"}
    graph.save(target, inputs, {"labels": (labels, 2), "links": (links, 3), "stances": (stances, 2)}, ABOUT)


def _distances(graph: Graph, table: Array) -> str:
    """The pointer bias [2, words, 1 + words] by distance in words; none for the first column."""
    count = graph.run("Squeeze", graph.run("Shape", "heads"))
    zero, one = graph.constant(0), graph.constant(1)
    places = graph.run("Range", zero, count, one)
    rows, columns = (graph.run("Unsqueeze", places, graph.constant([axis])) for axis in (1, 0))
    apart = graph.run("Clip", graph.run("Sub", columns, rows), graph.constant(-REACH), graph.constant(REACH))
    near = graph.run(
        "Gather", graph.constant(table, np.float32), graph.run("Add", apart, graph.constant(REACH)), axis=1
    )
    return graph.run("Pad", near, graph.constant([0, 0, 1, 0, 0, 0]))


def compare(model: Tagger, target: Path) -> tuple[float, float, float]:
    """Largest differences of label, link and stance probabilities between torch and the file, on made-up input."""
    rng = np.random.default_rng(0)
    ids = np.array([101, *rng.integers(1000, 20000, 60), 102])
    features, heads = rng.integers(0, 15, 62), np.arange(1, 61, 2)
    session = onnxruntime.InferenceSession(target.read_bytes(), providers=["CPUExecutionProvider"])
    found = session.run(None, {"ids": ids, "features": features, "heads": heads})
    row = {name: torch.tensor(value)[None] for name, value in (("ids", ids), ("features", features), ("heads", heads))}
    mask, unknown = torch.ones(1, 62, dtype=torch.bool), dict.fromkeys(("labels", "pointers", "said", "stance"))
    with torch.no_grad():
        wanted = model.eval()(Batch(**row, mask=mask, **unknown))

    def apart(a: Array, b: torch.Tensor, size: int) -> float:
        chances = torch.tensor(a).reshape(-1, size).softmax(-1), b.reshape(-1, size).softmax(-1)
        return float((chances[0] - chances[1]).abs().max())

    sizes = 3, len(heads) + 1, found[2].shape[-1]
    return tuple(apart(a, b, size) for a, b, size in zip(found, wanted, sizes, strict=True))


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several models' weights; they must have begun as one."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """Export, compare, print the hash to pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="one, or several to take the mean of")
    parser.add_argument("target", type=Path)
    parser.add_argument("--float", action="store_true", help="write float32, to compare with")
    options = parser.parse_args()
    model = Tagger()
    model.load_state_dict(mean([torch.load(path, weights_only=True) for path in options.checkpoints]))
    build(model, options.target, int8=not options.float)
    data = options.target.read_bytes()
    labels, links, stances = compare(model, options.target)
    print(f"{options.target.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    print(f"largest difference of a probability from torch: labels {labels:.4f}, links {links:.4f}, "
          f"stances {stances:.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
