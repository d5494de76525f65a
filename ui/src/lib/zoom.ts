/** Zoom and pan of one picture in a box. Scale 1 is one picture pixel per device-independent pixel of the box. */

export interface Box {
  width: number
  height: number
}

/** `x`, `y`: the picture's centre relative to the box's, in box pixels. */
export interface Placement {
  scale: number
  x: number
  y: number
}

const most = 16

/** The scale at which the whole picture shows; small pictures are not blown up. */
export function fitScale(picture: Box, box: Box): number {
  if (picture.width <= 0 || picture.height <= 0 || box.width <= 0 || box.height <= 0) return 1
  return Math.min(1, box.width / picture.width, box.height / picture.height)
}

export const fitted = (picture: Box, box: Box): Placement => ({ scale: fitScale(picture, box), x: 0, y: 0 })

/** Never past the picture's edge; centred along a side that fits. */
export function held(at: Placement, picture: Box, box: Box): Placement {
  const spareX = Math.max(0, (picture.width * at.scale - box.width) / 2)
  const spareY = Math.max(0, (picture.height * at.scale - box.height) / 2)
  // `+ 0` turns −0 into 0
  return { scale: at.scale, x: Math.min(spareX, Math.max(-spareX, at.x)) + 0, y: Math.min(spareY, Math.max(-spareY, at.y)) + 0 }
}

/** Zoomed so that the picture point under (`px`, `py`), measured from the box's centre, stays where it is. */
export function zoomedAt(at: Placement, scale: number, px: number, py: number, picture: Box, box: Box): Placement {
  const least = fitScale(picture, box)
  const next = Math.min(most, Math.max(least, scale))
  const by = next / at.scale
  return held({ scale: next, x: px - (px - at.x) * by, y: py - (py - at.y) * by }, picture, box)
}

/** Sizes the core is asked for: the smallest that has a pixel for each of the screen's; `null` means every pixel. */
export function wantedSide(picture: Box, scale: number, density: number): number | null {
  const longest = Math.max(picture.width, picture.height)
  const need = longest * scale * density
  const step = [1024, 2048, 4096].find((side) => side >= need - 1)
  return step === undefined || step >= longest ? null : step
}

/** `41 %`, of the screen's own pixels */
export const zoomText = (at: Placement, density: number): string => `${Math.round(at.scale * density * 100)} %`
