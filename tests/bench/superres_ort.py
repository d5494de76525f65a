"""Times onnxruntime on the network of local upscaling, as the rival of `cargo run -p safelight-superres --example bench`.

The graph is built from the packed weights (format: scripts/weights.mjs), so both run the same numbers.
Needs from PyPI: onnx, onnxruntime, numpy. Prints one JSON line: seconds per tile, best first.

    python superres_ort.py --tile 256 --threads 2 --runs 5 [--weights FILE] [--check CROP.rgb WIDTH HEIGHT OUTPUT.f32]
"""

import argparse
import json
import pathlib
import struct
import time

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = pathlib.Path(__file__).parents[2] / "src-tauri/resources/esrgan-thick-x4.bin"
BETA = 0.2


def layers(path):
    """Name -> (kernel OIHW, bias), from the packed file."""
    data = path.read_bytes()
    assert data[:8] == b"SLGTNET1", path
    _scale, count = struct.unpack_from("<II", data, 12)
    found, at = {}, 20 + 32 * count
    for index in range(count):
        name, side, inputs, outputs = struct.unpack_from("<20sIII", data, 20 + 32 * index)
        size = side * side * inputs * outputs
        kernel = np.frombuffer(data, "<f4", size, at).reshape(side, side, inputs, outputs)
        bias = np.frombuffer(data, "<f4", outputs, at + 4 * size)
        found[name.rstrip(b"\0").decode()] = (np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)), bias)
        at += 4 * (size + outputs)
    return found


class Graph:
    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.constants = [numpy_helper.from_array(np.float32(BETA).reshape(()), "beta")]

    def node(self, operator, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def conv(self, name, source):
        kernel, bias = self.weights[name]
        self.constants += [numpy_helper.from_array(kernel, f"{name}/k"), numpy_helper.from_array(bias.copy(), f"{name}/b")]
        return self.node("Conv", [source, f"{name}/k", f"{name}/b"], name, kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    def scaled_sum(self, name, x, y):
        return self.node("Add", [x, self.node("Mul", [y, "beta"], f"{name}/scaled")], f"{name}/sum")

    def dense(self, at, x):
        known = [x]
        for step in range(1, 5):
            name = f"F_{at}_{step}"
            source = known[0] if len(known) == 1 else self.node("Concat", known, f"{name}/in", axis=1)
            known.append(self.node("Relu", [self.conv(name, source)], f"{name}/relu"))
        return self.scaled_sum(f"LFF_{at}", x, self.conv(f"LFF_{at}", self.node("Concat", known, f"LFF_{at}/in", axis=1)))


def model(weights):
    graph = Graph(weights)
    first = x = graph.conv("Pre_blocks_conv", "in")
    for block in range(1, 11):
        inner = x
        for part in range(1, 4):
            inner = graph.dense(f"{block}_{part}", inner)
        x = graph.scaled_sum(f"block_{block}", x, inner)
    x = graph.node("Add", [graph.conv("post_blocks_conv", x), first], "GRL")
    x = graph.node("DepthToSpace", [graph.conv("PreShuffle", x)], "shuffle", blocksize=4, mode="DCR")
    graph.node("Identity", [graph.conv("SR", x)], "out")
    picture = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, f"{name}_h", f"{name}_w"])
    made = helper.make_graph(graph.nodes, "esrgan-thick-x4", [picture("in")], [picture("out")], graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def session(weights, threads):
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return ort.InferenceSession(model(weights).SerializeToString(), options, providers=["CPUExecutionProvider"])


def check(run, crop, width, height, expected):
    pixels = np.fromfile(crop, "u1").reshape(height, width, 3).transpose(2, 0, 1)[None] / np.float32(255)
    golden = np.fromfile(expected, "<f4").reshape(4 * height, 4 * width, 3)
    return float(np.abs(run(pixels)[0].transpose(1, 2, 0) - golden).max() * 255)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--tile", type=int, default=256)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--weights", type=pathlib.Path, default=WEIGHTS)
    arguments.add_argument("--check", nargs=4, metavar=("CROP", "WIDTH", "HEIGHT", "OUTPUT"))
    given = arguments.parse_args()

    network = session(layers(given.weights), given.threads)
    run = lambda pixels: network.run(None, {"in": pixels})[0]
    report = {"engine": f"onnxruntime {ort.__version__}", "tile": given.tile, "threads": given.threads}
    if given.check:
        crop, width, height, expected = given.check
        report["max_difference_255"] = check(run, crop, int(width), int(height), expected)
    tile = np.random.default_rng(1).random((1, 3, given.tile, given.tile), dtype=np.float32)
    run(tile)
    seconds, cpu_seconds = [], []
    for _ in range(given.runs):
        start, cpu_start = time.perf_counter(), time.process_time()
        run(tile)
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - cpu_start)
    report["seconds"] = sorted(seconds)
    report["median"] = float(np.median(seconds))
    report["cpu_median"] = float(np.median(cpu_seconds))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
