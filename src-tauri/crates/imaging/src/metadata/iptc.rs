//! IPTC-IIM inside Photoshop's image resources, as JPEG and PNG carry it.

/// Resource number of IPTC.
const IPTC: u16 = 0x0404;

/// The IPTC data sets among Photoshop's resources.
pub(crate) fn from_photoshop_block(mut block: &[u8]) -> Option<Vec<u8>> {
    while let [b'8', b'B', b'I', b'M', id1, id0, rest @ ..] = block {
        let id = u16::from_be_bytes([*id1, *id0]);
        // A Pascal string, its length byte included padded to even.
        let name = 1 + usize::from(*rest.first()?);
        let rest = rest.get(name + name % 2..)?;
        let len = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let data = rest.get(4..4usize.checked_add(len)?)?;
        if id == IPTC {
            return Some(data.to_vec()).filter(|data| !data.is_empty());
        }
        block = rest.get(4 + len + len % 2..).unwrap_or_default();
    }
    None
}

/// One resource that holds these data sets.
pub(crate) fn in_photoshop_block(iptc: &[u8]) -> Vec<u8> {
    let mut block = b"8BIM".to_vec();
    block.extend(IPTC.to_be_bytes());
    block.extend([0, 0]);
    block.extend((iptc.len() as u32).to_be_bytes());
    block.extend(iptc);
    if iptc.len() % 2 == 1 {
        block.push(0);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_sets_survive_their_block() {
        for data in [&b"\x1c\x02\x05\0\x03cat"[..], b"\x1c\x02\x05\0\x04cats"] {
            let mut block = b"8BIM\x04\x25\0\0\0\0\0\x01x\0".to_vec(); // another resource first
            block.extend(in_photoshop_block(data));
            assert_eq!(from_photoshop_block(&block).as_deref(), Some(data));
        }
        assert_eq!(from_photoshop_block(b"8BIM\x04\x04\0\0\xff\xff\xff\xff"), None);
    }
}
