"""Write the one-node graph with which ONNX Runtime multiplies two matrices of any size: a @ b.T.

    python training/product.py src/rashomon/language/weights/product.onnx

The parser's own product (BLIS, as its wheels are built) is two to three times slower on the processors that we know,
and numpy's may start as many threads as there are cores. Prints the hash to pin.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import onnx
from onnx import TensorProto, helper

ABOUT = "a [m, k], b [n, k] -> product [m, n] = a @ b.T, float32"


def build(target: Path) -> None:
    """Write the graph."""
    shapes = {"a": ["m", "k"], "b": ["n", "k"], "product": ["m", "n"]}
    values = {name: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()}
    node = helper.make_node("Gemm", ["a", "b"], ["product"], transB=1)
    graph = helper.make_graph([node], "rashomon", [values["a"], values["b"]], [values["product"]], doc_string=ABOUT)
    opsets = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="rashomon", ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def main() -> None:
    """Build, print the hash to pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    build(options.target)
    data = options.target.read_bytes()
    print(f"{options.target.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
