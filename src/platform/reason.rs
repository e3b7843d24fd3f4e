//! Why something failed, as a person reads it.

use std::io::{self, ErrorKind};

/// What Rust adds to the words of the system.
const NUMBER: &str = " (os error ";

/// The reason of a failure in the words of the system, without the number that the system has for it, and without the path of a
/// temporary file, which means nothing to a person.
pub fn reason(error: &io::Error) -> String {
    let of_system = error.raw_os_error().map(io::Error::from_raw_os_error);
    let is_plain = error.get_ref().is_none();
    match error.kind() {
        ErrorKind::NotFound if is_plain => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied if is_plain => "permission denied".to_owned(),
        ErrorKind::InvalidData if is_plain => "it is not valid UTF-8".to_owned(),
        _ => {
            let said = of_system.as_ref().unwrap_or(error).to_string();
            said.split(NUMBER).next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_no_number_and_no_name_of_a_type() {
        let raw = |number| reason(&io::Error::from_raw_os_error(number));
        assert_eq!(raw(2), "there is no such file or folder");
        assert_eq!(raw(13), "permission denied");
        assert_eq!(raw(28), "No space left on device");
        let read = io::read_to_string(&b"\xff"[..]).expect_err("no text");
        assert_eq!(reason(&read), "it is not valid UTF-8");
        assert_eq!(reason(&ErrorKind::NotFound.into()), "there is no such file or folder");
        assert_eq!(reason(&io::Error::new(ErrorKind::NotFound, "it is a dead link")), "it is a dead link");
    }
}
