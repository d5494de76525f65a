//! The packed file of weights, as `scripts/weights.mjs` writes and describes it.

use crate::error::WeightsFault;

const MAGIC: &[u8; 8] = b"SLGTNET1";
/// Magic and checksum.
const START: usize = 12;
/// Start, scale and number of layers.
const HEAD: usize = START + 8;
const ROW: usize = 32;
const NAME: usize = 20;

/// One 3x3 convolution as stored.
pub struct Layer<'a> {
    kernel: &'a [u8],
    bias: &'a [u8],
}

impl Layer<'_> {
    /// In the order row, column, input, output.
    pub fn kernel(&self) -> Vec<f32> {
        numbers(self.kernel)
    }

    pub fn bias(&self) -> Vec<f32> {
        numbers(self.bias)
    }
}

/// What the network expects at one place of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    pub name: String,
    pub inputs: usize,
    pub outputs: usize,
}

impl Shape {
    fn bytes(&self) -> (usize, usize) {
        (4 * 9 * self.inputs * self.outputs, 4 * self.outputs)
    }
}

/// The layers of `file`, which must be exactly those of `shapes`.
pub fn read<'a>(file: &'a [u8], scale: u32, shapes: &[Shape]) -> Result<Vec<Layer<'a>>, WeightsFault> {
    if file.get(..8) != Some(MAGIC) {
        return Err(WeightsFault::Magic);
    }
    let data: usize = shapes.iter().map(Shape::bytes).map(|(kernel, bias)| kernel + bias).sum();
    let expected = HEAD + ROW * shapes.len() + data;
    if file.len() != expected {
        return Err(WeightsFault::Length { expected: expected as u64, got: file.len() as u64 });
    }
    if crc32fast::hash(&file[START..]) != word(file, START - 4) {
        return Err(WeightsFault::Checksum);
    }
    if word(file, START) != scale {
        return Err(WeightsFault::Scale(word(file, START)));
    }
    let (table, mut rest) = file[HEAD..].split_at(ROW * shapes.len());
    let mut layers = Vec::with_capacity(shapes.len());
    for (index, (row, shape)) in table.chunks_exact(ROW).zip(shapes).enumerate() {
        if !is_row_of(row, shape) {
            return Err(WeightsFault::Layer { index, expected: shape.name.clone() });
        }
        let (kernel, bias) = shape.bytes();
        let (layer, after) = rest.split_at(kernel + bias);
        let (kernel, bias) = layer.split_at(kernel);
        layers.push(Layer { kernel, bias });
        rest = after;
    }
    Ok(layers)
}

fn is_row_of(row: &[u8], shape: &Shape) -> bool {
    let name = row[..NAME].split(|&byte| byte == 0).next().unwrap_or_default();
    name == shape.name.as_bytes()
        && word(row, NAME) == 3
        && word(row, NAME + 4) as usize == shape.inputs
        && word(row, NAME + 8) as usize == shape.outputs
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes were cut out"))
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().expect("chunks of four"))).collect()
}
