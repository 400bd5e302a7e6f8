//! The day that counts as today.
use jiff::civil;
use jiff::tz::TimeZone;

/// Today by the machine's clock, in UTC.
pub fn today() -> civil::Date {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()
}
