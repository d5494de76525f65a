//! Bytes at an offset, from memory or from a file of which only a little is read.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// One page: most headers fit, and a scan reads a hundred thousand of them.
const HEAD: usize = 4096;

/// Where a header is read from.
pub(crate) enum Source<'a> {
    /// A whole file in memory.
    Bytes(&'a [u8]),
    /// A file, its first page already read.
    File { file: File, head: Box<[u8; HEAD]>, len: usize },
}

impl Source<'_> {
    pub(crate) fn open(path: &Path) -> io::Result<Source<'static>> {
        let mut file = File::open(path)?;
        let mut head = Box::new([0; HEAD]);
        let mut len = 0;
        while len < HEAD {
            match file.read(&mut head[len..]) {
                Ok(0) => break,
                Ok(n) => len += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Source::File { file, head, len })
    }

    /// What is at hand without reading more.
    pub(crate) fn head(&self) -> &[u8] {
        match self {
            Source::Bytes(bytes) => bytes,
            Source::File { head, len, .. } => &head[..*len],
        }
    }

    /// `len` bytes from `offset`, fewer where the file ends.
    pub(crate) fn at(&mut self, offset: u64, len: usize) -> io::Result<Cow<'_, [u8]>> {
        let held = self.head().len();
        let whole = match self {
            Source::Bytes(_) => true,
            Source::File { .. } => held < HEAD,
        };
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(held);
        if whole || start.saturating_add(len) <= held {
            let end = start.saturating_add(len).min(held);
            return Ok(Cow::Borrowed(&self.head()[start..end]));
        }
        let Source::File { file, .. } = self else { return Ok(Cow::Borrowed(&[])) };
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(len as u64).read_to_end(&mut bytes)?;
        Ok(Cow::Owned(bytes))
    }

    /// Exactly `N` bytes from `offset`; `None` where the file ends first.
    pub(crate) fn array<const N: usize>(&mut self, offset: u64) -> io::Result<Option<[u8; N]>> {
        Ok(self.at(offset, N)?.first_chunk::<N>().copied())
    }
}
