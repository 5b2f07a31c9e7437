//! Messages in a stream, each behind its length as a varint: protobuf's delimited form.

use std::io::{self, Read, Write};

/// More than any event: what is longer is no frame, and the stream can't be followed any further.
const MAX_BYTES: u64 = 1 << 20;

/// The next message; none at the end of the stream.
pub fn read(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = length(input)? else { return Ok(None) };
    if length > MAX_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a frame of {length} bytes"),
        ));
    }
    let mut message = vec![0; length as usize];
    input.read_exact(&mut message)?;
    Ok(Some(message))
}

fn length(input: &mut impl Read) -> io::Result<Option<u64>> {
    let mut length = 0;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        if input.read(&mut byte)? == 0 {
            return if shift == 0 { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        length |= u64::from(byte[0] & 0x7f) << shift;
        if byte[0] & 0x80 == 0 {
            return Ok(Some(length));
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "a length of more than 64 bits"))
}

pub fn write(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let mut prefix = Vec::with_capacity(10);
    prost::encoding::encode_varint(message.len() as u64, &mut prefix);
    output.write_all(&prefix)?;
    output.write_all(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut stream = Vec::new();
        let messages = [vec![], vec![1; 127], vec![2; 128], vec![3; 70_000]];
        for message in &messages {
            write(&mut stream, message).unwrap();
        }
        let mut input = stream.as_slice();
        for message in messages {
            assert_eq!(read(&mut input).unwrap(), Some(message));
        }
        assert_eq!(read(&mut input).unwrap(), None);
    }

    #[test]
    fn a_cut_stream_and_a_senseless_length_are_errors() {
        for broken in [vec![0x80], vec![5, 1, 2], vec![0xff; 11], vec![0xff, 0xff, 0xff, 0x7f]] {
            assert!(read(&mut broken.as_slice()).is_err());
        }
    }
}
