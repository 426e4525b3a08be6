"""Make the shipped sentence encoder: all-MiniLM-L6-v2, mean-pooled, normalised, int8, one text a run.

PYTHONPATH=src:training python training/encoder/quantise.py MODEL.safetensors src/rashomon/language/weights/encoder.onnx
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from onnx_bert import Graph, encoder
from safetensors.numpy import load_file

ABOUT = "all-MiniLM-L6-v2 (Apache-2.0): ids [pieces] with [CLS] and [SEP] -> vector [384], mean-pooled, L2-normalised"


def build(weights: Path, target: Path, *, int8: bool = True) -> None:
    """Write the graph."""
    graph = Graph(int8=int8)
    last = encoder(graph, "ids", load_file(weights))
    flat = graph.run("Squeeze", last, graph.constant([0]))
    mean = graph.run("ReduceMean", flat, axes=[0], keepdims=0)
    vector = graph.run("LpNormalization", mean, axis=-1, p=2)
    graph.save(target, {"ids": "pieces"}, {"vector": (vector, 1)}, ABOUT)


def main() -> None:
    """Build, quantise, print the hash to pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("target", type=Path)
    parser.add_argument("--float", action="store_true", help="write float32, to compare with")
    options = parser.parse_args()
    build(options.weights, options.target, int8=not options.float)
    data = options.target.read_bytes()
    print(f"{options.target.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
