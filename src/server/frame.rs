//! Frames of the base protocol: a header with a length, then a body. Finds its way back where a header or a length lies.

use std::io::{self, Read};

/// Bytes of a header that are read before it is given up.
const MAX_HEADER: usize = 8 * 1024;
/// Bytes of a body; a longer one is skipped.
const MAX_BODY: u64 = 64 * 1024 * 1024;
/// Bytes that are asked of the input at once.
const READ: usize = 64 * 1024;

/// What stands next in the input.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    Body(Vec<u8>),
    /// A header without a usable length, and why. Its body is skipped with the next call.
    Unreadable(&'static str),
}

/// Reads frames from an input.
pub struct Frames<R> {
    input: R,
    /// Read, but not handed out.
    buffer: Vec<u8>,
    chunk: Box<[u8]>,
    /// An unreadable header was reported; what follows it is skipped without another word.
    astray: bool,
}

impl<R: Read> Frames<R> {
    pub fn new(input: R) -> Frames<R> {
        Frames { input, buffer: Vec::new(), chunk: vec![0; READ].into_boxed_slice(), astray: false }
    }

    /// The next frame; `None` at the end of the input. Blocks until it is there.
    pub fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match self.header()? {
                Header::End => return Ok(None),
                Header::Length(length) => {
                    self.astray = false;
                    return self.body(length).map(Some);
                }
                Header::Unreadable(why) => {
                    if !std::mem::replace(&mut self.astray, true) {
                        return Ok(Some(Frame::Unreadable(why)));
                    }
                }
            }
        }
    }

    /// Puts bytes back in front: a body turned out to hold the beginning of the next frame.
    pub fn give_back(&mut self, bytes: &[u8]) {
        self.buffer.splice(0..0, bytes.iter().copied());
    }

    /// Takes everything up to and with the next header. Only the line with the length matters: lines before and after
    /// it are other headers, or what an earlier, wrong length left behind.
    fn header(&mut self) -> io::Result<Header> {
        loop {
            let spaces = self.buffer.len() - self.buffer.trim_ascii_start().len();
            self.buffer.drain(..spaces);
            let blank = blank_line(&self.buffer);
            match (length_line(&self.buffer), blank) {
                (Some(line), Some(blank)) if blank < line.start && !self.astray => {
                    self.buffer.drain(..line.start);
                    return Ok(Header::Unreadable(NO_LENGTH));
                }
                (Some(line), _) if line.start > MAX_HEADER && !self.astray => {
                    self.buffer.drain(..line.start);
                    return Ok(Header::Unreadable(TOO_LONG));
                }
                (Some(line), _) => {
                    self.buffer.drain(..line.start);
                    if let Some(header) = self.rest_of_header(line.end - line.start, line.length) {
                        return Ok(header);
                    }
                }
                (None, Some(blank)) => {
                    self.buffer.drain(..blank);
                    return Ok(Header::Unreadable(NO_LENGTH));
                }
                (None, None) if self.buffer.len() > MAX_HEADER => {
                    // The end may be the beginning of a header.
                    self.buffer.drain(..self.buffer.len() - LONGEST_LENGTH_LINE);
                    return Ok(Header::Unreadable(TOO_LONG));
                }
                (None, None) => {}
            }
            if !self.fill()? {
                return Ok(Header::End);
            }
        }
    }

    /// Takes a header that begins with the line that tells the length; `None` while its end has not arrived.
    fn rest_of_header(&mut self, line: usize, length: u64) -> Option<Header> {
        let end = blank_line(&self.buffer[line - 1..]).map(|it| line - 1 + it);
        if end.unwrap_or(self.buffer.len()) > MAX_HEADER {
            self.buffer.drain(..line);
            return Some(Header::Unreadable(TOO_LONG));
        }
        self.buffer.drain(..end?);
        match length {
            0..=MAX_BODY => Some(Header::Length(length as usize)),
            _ => Some(Header::Unreadable("a Content-Length of more than 64 MiB")),
        }
    }

    /// Takes a body. A header inside of it ends it early: JSON holds no bare line break within a string, so the
    /// length was too long and what follows is the next frame. Memory grows with what arrives, not with what is said.
    fn body(&mut self, length: usize) -> io::Result<Frame> {
        let mut searched = 0;
        loop {
            let here = self.buffer.len().min(length);
            if let Some(line) = length_line(&self.buffer[searched..here]) {
                return Ok(Frame::Body(self.take(searched + line.start)));
            }
            if self.buffer.len() >= length {
                return Ok(Frame::Body(self.take(length)));
            }
            searched = here.saturating_sub(LONGEST_LENGTH_LINE);
            if !self.fill()? {
                let all = self.buffer.len();
                return Ok(Frame::Body(self.take(all)));
            }
        }
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(length);
        std::mem::replace(&mut self.buffer, rest)
    }

    /// Reads more; `false` at the end of the input.
    fn fill(&mut self) -> io::Result<bool> {
        loop {
            match self.input.read(&mut self.chunk) {
                Ok(count) => {
                    self.buffer.extend_from_slice(&self.chunk[..count]);
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

enum Header {
    Length(usize),
    Unreadable(&'static str),
    End,
}

const NO_LENGTH: &str = "a header without a usable Content-Length";
const TOO_LONG: &str = "a header of more than 8 KiB";
const NAME: &[u8] = b"content-length:";
/// The name, spaces and 20 digits, generously.
const LONGEST_LENGTH_LINE: usize = 64;

/// The line that tells the length, wherever it begins: a length that was too short leaves bytes before it.
struct LengthLine {
    start: usize,
    /// After its line break.
    end: usize,
    length: u64,
}

/// The first such line. It is looked for from its line break backwards, for line breaks are rare in bodies.
fn length_line(bytes: &[u8]) -> Option<LengthLine> {
    line_breaks(bytes).find_map(|at| {
        let from = at.saturating_sub(LONGEST_LENGTH_LINE);
        let line = bytes[from..at].trim_ascii_end();
        let digits = line.iter().rev().take_while(|it| it.is_ascii_digit()).count();
        let (before, number) = line.split_at(line.len() - digits);
        let before = before.trim_ascii_end();
        let start = before.len().checked_sub(NAME.len())?;
        if digits == 0 || !before[start..].eq_ignore_ascii_case(NAME) {
            return None;
        }
        // Too many digits for a number are a length that is too long.
        let length = std::str::from_utf8(number).ok()?.parse().unwrap_or(u64::MAX);
        Some(LengthLine { start: from + start, end: at + 1, length })
    })
}

fn line_breaks(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at)
}

/// The offset after the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    line_breaks(bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\r', b'\n', ..] => Some(at + 3),
        [b'\n', ..] => Some(at + 2),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time, as a pipe may.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// Frames of an input, `!` for an unreadable one; the same whatever the size of the pieces it arrives in.
    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        let smallest = 1 + input.len() / 100;
        for piece in [smallest, 3 * smallest, 7 * smallest, usize::MAX] {
            let mut frames = Frames::new(Drip(input.as_bytes(), piece));
            let mut found = Vec::new();
            while let Some(frame) = frames.next().unwrap() {
                found.push(match frame {
                    Frame::Body(body) => String::from_utf8(body).unwrap(),
                    Frame::Unreadable(_) => "!".to_string(),
                });
            }
            assert_eq!(found, expected, "in pieces of {piece} bytes");
        }
    }

    #[test]
    fn frames_follow_each_other() {
        check("Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull", &["{}", "null"]);
    }

    #[test]
    fn headers_come_in_any_case_and_order() {
        check("CONTENT-LENGTH:2\r\nX-Y: z\r\n\r\n{}", &["{}"]);
        check("Content-Type: text/plain\r\nX: 1\r\nX: 2\r\ncontent-length: \t2 \r\n\r\n{}", &["{}"]);
        check("content-length: 2\n\n{}", &["{}"]);
    }

    #[test]
    fn a_header_without_a_number_is_reported_once_and_its_body_skipped() {
        for bad in ["Content-Type: x", "Content-Length: two", "Content-Length: -2", "Content-Length:"] {
            check(&format!("{bad}\r\n\r\n{{}}Content-Length: 4\r\n\r\nnull"), &["!", "null"]);
        }
    }

    #[test]
    fn a_huge_length_is_reported_and_skipped() {
        check("Content-Length: 99999999999\r\n\r\n{}Content-Length: 4\r\n\r\nnull", &["!", "null"]);
        check("Content-Length: 99999999999999999999999999\r\n\r\n{}Content-Length: 4\r\n\r\nnull", &["!", "null"]);
    }

    #[test]
    fn a_length_that_is_too_long_does_not_swallow_the_next_frame() {
        check("Content-Length: 60\r\n\r\n{}Content-Length: 4\r\n\r\nnull", &["{}", "null"]);
        check("Content-Length: 60000000\r\n\r\n{}Content-Length: 4\r\n\r\nnull", &["{}", "null"]);
    }

    #[test]
    fn a_length_that_is_too_short_loses_its_own_frame_only() {
        check("Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 4\r\n\r\nnull", &["{\"a", "null"]);
    }

    #[test]
    fn bytes_given_back_come_again() {
        let mut frames = Frames::new(Drip(b"Content-Length: 5\r\n\r\n{}Conent-Length: 4\r\n\r\nnull", 5));
        assert_eq!(frames.next().unwrap(), Some(Frame::Body(b"{}Con".to_vec())));
        frames.give_back(b"Cont");
        assert_eq!(frames.next().unwrap(), Some(Frame::Body(b"null".to_vec())));
    }

    #[test]
    fn a_header_without_end_is_given_up_and_the_next_one_found() {
        let noise = "x".repeat(3 * MAX_HEADER);
        check(&format!("{noise}Content-Length: 4\r\n\r\nnull"), &["!", "null"]);
        check(&format!("Content-Length: 4\r\nX: {noise}\r\n\r\nContent-Length: 4\r\n\r\nnull"), &["!", "null"]);
    }

    #[test]
    fn an_end_inside_a_frame_is_an_end() {
        check("", &[]);
        check("Content-Len", &[]);
        check("Content-Length: 10\r\n", &[]);
        check("Content-Length: 10\r\n\r\n{}", &["{}"]);
    }
}
