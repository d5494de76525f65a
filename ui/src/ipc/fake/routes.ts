/** The fake's ways and models. */
import type { ModelCard, OperationArgs, RouteOffer } from '../generated'

export function offersFor(operation: OperationArgs, key: boolean, count = 1): RouteOffer[] {
  const whyNot = key ? null : 'Needs a fal key'
  const price = (each: number): { text: string; amount: number } => ({ text: each === 0 ? 'free' : `~$${(each * count).toFixed(2)}`, amount: each * count })
  if (operation.kind === 'enhance') {
    return [
      { route: { provider: 'local', model: 'auto' }, label: 'On this computer', price: price(0), seconds: 3, note: 'about 3 s, nothing leaves', available: true, whyNot: null, isDefault: true },
      { route: { provider: 'fal', model: 'clarity-upscaler' }, label: 'Clarity, fal', price: price(0.12), seconds: 25, note: 'about 25 s, picture is uploaded', available: key, whyNot, isDefault: false },
    ]
  }
  const n = operation.scale
  return [
    { route: { provider: 'local', model: 'best' }, label: 'Best, on this computer', price: price(0), seconds: 40, note: `about ${n * 10} s, nothing leaves`, available: true, whyNot: null, isDefault: true },
    { route: { provider: 'local', model: 'fast' }, label: 'Fast, on this computer', price: price(0), seconds: 1, note: 'about 1 s, no AI: a plain resize', available: true, whyNot: null, isDefault: false },
    { route: { provider: 'fal', model: 'esrgan' }, label: 'ESRGAN, fal', price: price(0.01 * n), seconds: 12, note: 'about 12 s, picture is uploaded', available: key, whyNot, isDefault: false },
    { route: { provider: 'fal', model: 'clarity-upscaler' }, label: 'Clarity, fal', price: price(0.235 * n), seconds: 25, note: 'about 25 s, picture is uploaded', available: key, whyNot, isDefault: false },
  ]
}

export function modelsFor(key: boolean): ModelCard[] {
  const whyNot = key ? null : 'Needs a fal key.'
  const card = (model: string, name: string, strengths: string, speed: string, price: string, slow = false, maxCount = 4): ModelCard => ({
    route: { provider: 'fal', model }, name, strengths, speed, price, slow, maxCount, seed: true, available: key, whyNot,
  }) // prettier-ignore
  return [
    card('fal-ai/flux-2/klein/9b', 'FLUX 2 Klein 9B', 'quick and sharp, good hands', 'under 1 s', '$0.006 a megapixel'),
    card('fal-ai/flux/schnell', 'FLUX schnell', 'sketches and ideas', 'about 2 s', '$0.003 a megapixel'),
    card('fal-ai/flux/dev', 'FLUX dev', 'fine detail, follows long prompts', 'about 6 s', '$0.025 a megapixel'),
    card('fal-ai/recraft/v3', 'Recraft V3', 'lettering and design', 'up to 5 minutes', '$0.04 a picture', true, 1),
  ]
}
