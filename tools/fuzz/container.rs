//! Formats whose text is packed: members of ZIP archives, streams of PDF.

use std::io::{Cursor, Read, Write};

use flate2::read::ZlibDecoder;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The largest member or stream that is unpacked, in bytes.
const MAX_UNPACKED_BYTES: u64 = 1024 * 1024;

/// A file in an archive.
#[derive(Clone)]
pub struct Member {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The members of an archive.
pub fn members(archive: &[u8]) -> Option<Vec<Member>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.take(MAX_UNPACKED_BYTES).read_to_end(&mut bytes).ok()?;
        members.push(Member { name, bytes });
    }
    Some(members)
}

/// An archive of these members.
pub fn pack(members: &[Member]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for member in members {
        // Two members of one name are refused by the writer; the first one stays.
        if archive.start_file(&*member.name, options).is_ok() {
            archive.write_all(&member.bytes).ok()?;
        }
    }
    Some(archive.finish().ok()?.into_inner())
}

/// A PDF with its streams unpacked, as far as they are packed by Flate alone. Its table of contents is wrong then, so that readers
/// look for its objects.
pub fn unpacked_pdf(pdf: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::with_capacity(pdf.len() * 4);
    let mut rest = pdf;
    while let Some(at) = find(rest, b"stream") {
        let (head, after) = rest.split_at(at + b"stream".len());
        let data = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        let Some(end) = find(data, b"endstream") else { break };
        let mut plain = Vec::new();
        let read = ZlibDecoder::new(&data[..end]).take(MAX_UNPACKED_BYTES).read_to_end(&mut plain);
        let is_plain_flate = find(head, b"/FlateDecode").is_some() && find(head, b"/DecodeParms").is_none();
        if read.is_ok() && is_plain_flate {
            let head = String::from_utf8_lossy(head)
                .replace("/Filter/FlateDecode", "")
                .replace("/Filter /FlateDecode", "");
            unpacked.extend_from_slice(head.replace("/Length ", "/Packed ").as_bytes());
        } else {
            plain = data[..end].to_vec();
            unpacked.extend_from_slice(head);
        }
        unpacked.push(b'\n');
        unpacked.extend_from_slice(&plain);
        unpacked.extend_from_slice(b"\nendstream");
        rest = &data[end + b"endstream".len()..];
    }
    unpacked.extend_from_slice(rest);
    unpacked
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}
