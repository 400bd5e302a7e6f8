//! `frontlint init`: a commented config to begin with.
use super::args::Init;
use super::{Failure, Streams};

pub(super) fn run(_args: &Init, _streams: &mut Streams<'_>) -> Result<u8, Failure> {
    Err(Failure::Said("this preset cannot be written".to_owned()))
}
