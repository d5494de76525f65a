// Makes the golden files of `tests/golden.rs`: the x4 output of the real network as TensorFlow.js computes it.
// Run once; the results are committed. Needs `make setup` (the model in .cache/esrgan-thick) and, in a folder of its own,
//   npm install @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
// Usage: NODE_PATH=<folder>/node_modules node make.mjs NAME WIDTH HEIGHT < crop.rgb
// where crop.rgb holds WIDTH x HEIGHT interleaved 8-bit RGB. Writes NAME.rgb (the crop) and NAME.f32 (4 x as wide and high, unclipped, 0..1).

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(join(process.env.NODE_PATH, 'anchor.js'))
const tf = require('@tensorflow/tfjs')
const wasm = require('@tensorflow/tfjs-backend-wasm')

const here = dirname(fileURLToPath(import.meta.url))
const model = join(here, '../../../../../.cache/esrgan-thick/models/x4')
const [name, width, height] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]

tf.serialization.registerClass(
  class MultiplyBeta extends tf.layers.Layer {
    static className = 'MultiplyBeta'
    call = (inputs) => tf.mul(inputs[0] ?? inputs, 0.2)
  },
)
tf.serialization.registerClass(
  class PixelShuffle4x extends tf.layers.Layer {
    static className = 'PixelShuffle4x'
    call = (inputs) => tf.depthToSpace(inputs[0] ?? inputs, 4, 'NHWC')
    computeOutputShape = ([batch]) => [batch, null, null, 3]
  },
)

const definition = JSON.parse(readFileSync(join(model, 'model.json'), 'utf8'))
const { paths, weights } = definition.weightsManifest[0]
const bytes = Buffer.concat(paths.map((path) => readFileSync(join(model, path))))

wasm.setWasmPaths(join(process.env.NODE_PATH, '@tensorflow/tfjs-backend-wasm/dist/'))
await tf.setBackend('wasm')
const network = await tf.loadLayersModel({
  load: () => ({
    modelTopology: definition.modelTopology,
    weightSpecs: weights,
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  }),
})
const crop = readFileSync(0)
const input = tf.tensor4d(Float32Array.from(crop, (sample) => sample / 255), [1, height, width, 3])
const output = await network.predict(input).data()
if (output.length !== 16 * width * height * 3) throw new Error(`${output.length} samples for ${width} x ${height}`)
writeFileSync(join(here, `${name}.rgb`), crop)
writeFileSync(join(here, `${name}.f32`), Buffer.from(output.buffer, output.byteOffset, output.byteLength))
