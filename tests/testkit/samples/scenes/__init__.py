"""The sample pictures, one module each; every module has `draw()` returning 8-bit sRGB."""
