//! Decompresses Snappy, in which most programs write Parquet. <https://github.com/google/snappy/blob/main/format_description.txt>

/// Decompresses a block of `length` bytes; `None` if it is damaged, or of another length.
pub fn decompress(block: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut at = 0;
    if usize::try_from(varint(block, &mut at)?).ok()? != length {
        return None;
    }
    let mut out = Vec::with_capacity(length.min(block.len().saturating_mul(64)));
    while at < block.len() {
        let tag = block[at];
        at += 1;
        let (count, offset) = match tag & 3 {
            0 => {
                let short = usize::from(tag >> 2);
                let count = if short < 60 { short } else { number(block, &mut at, short - 59)? } + 1;
                out.extend_from_slice(block.get(at..at.checked_add(count)?)?);
                at += count;
                (0, 0)
            }
            1 => (usize::from(tag >> 2 & 7) + 4, usize::from(tag >> 5) << 8 | number(block, &mut at, 1)?),
            2 => (usize::from(tag >> 2) + 1, number(block, &mut at, 2)?),
            _ => (usize::from(tag >> 2) + 1, number(block, &mut at, 4)?),
        };
        if count > 0 {
            let from = out.len().checked_sub(offset).filter(|_| offset > 0)?;
            // What is copied may overlap with its copy, and then repeats.
            for i in 0..count {
                out.push(out[from + i]);
            }
        }
        if out.len() > length {
            return None;
        }
    }
    (out.len() == length).then_some(out)
}

/// A little-endian number of so many bytes.
fn number(block: &[u8], at: &mut usize, bytes: usize) -> Option<usize> {
    let read = block.get(*at..*at + bytes)?;
    *at += bytes;
    Some(read.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

/// A number with seven bits in each byte, the lowest first; `None` if it ends too early, or is too large.
pub fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_may_overlap() {
        // 11 bytes: "ab", then nine bytes from two before.
        let block = [11, 1 << 2, b'a', b'b', (9 - 4) << 2 | 1, 2];
        assert_eq!(decompress(&block, 11).as_deref(), Some(&b"abababababa"[..]));
        assert_eq!(decompress(&block, 10), None);
        for cut in 0..block.len() {
            assert_eq!(decompress(&block[..cut], 11), None, "{cut}");
        }
        assert_eq!(decompress(&[4, 2, 9], 4), None, "a copy from before the beginning");
    }
}
