//! The command log as a file: one record of `control-commands` a line, the first line being offset 0.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use crate::policy::{History, Verdict};

/// Follows the file. While it can't be read there is no policy: halted. Once it got shorter, it is another log, and
/// there is none any more.
pub struct CommandFile {
    path: PathBuf,
    history: History,
    read_to: u64,
    partial: Vec<u8>,
    records: u64,
    cut: bool,
}

impl CommandFile {
    pub fn new(path: PathBuf, module: &str) -> CommandFile {
        CommandFile {
            path,
            history: History::empty(module),
            read_to: 0,
            partial: Vec::new(),
            records: 0,
            cut: false,
        }
    }

    /// Reads what was appended, and gives what holds now. Blocks on the disk.
    pub fn history(&mut self) -> io::Result<&History> {
        let mut file = File::open(&self.path)?;
        let length = file.metadata()?.len();
        self.cut |= length < self.read_to;
        if self.cut {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it got shorter: another log"));
        }
        if length > self.read_to {
            file.seek(SeekFrom::Start(self.read_to))?;
            let appended = file.take(length - self.read_to).read_to_end(&mut self.partial)?;
            self.read_to += appended as u64;
            self.fold();
        }
        Ok(&self.history)
    }

    /// A line without its end is still being written.
    fn fold(&mut self) {
        let bytes = std::mem::take(&mut self.partial);
        let mut lines = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_none() {
                self.partial = line.to_vec();
                return;
            }
            let verdict = self.history.fold(line, self.records);
            if let Verdict::Refused(reason) = verdict {
                eprintln!("agent: command at offset {} refused: {reason}", self.records);
            }
            self.records += 1;
        }
    }
}
