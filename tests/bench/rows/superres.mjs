// Local *best* upscaling on tiles of 256 px, against onnxruntime on the same graph and the same weights.
import { join } from 'node:path'
import { example, inTurn, python, report, root } from '../tools.mjs'

async function measure() {
  const ours = await example('safelight-superres', 'bench')
  const rival = await python('onnx', 'onnxruntime', 'numpy')
  const script = join(root, 'tests', 'bench', 'superres_ort.py')
  const options = ['--tile', 256, '--threads', 2, '--runs', 1]
  const perSecond = async (program, args) => 1 / (await report(program, args)).median
  return inTurn(() => perSecond(ours, options), () => perSecond(rival, [script, ...options]))
}

export const rows = [{ name: 'upscale-best', unit: 'tiles/s', better: 'higher', goal: 1.8, measure }]
