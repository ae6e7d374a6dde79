//! What a text says of a time, piece by piece.

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

use super::Locale;

/// The pieces; `None` is what was not said.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub day_of_year: Option<i16>,
    pub quarter: Option<i8>,
    /// Days since Sunday.
    pub weekday: Option<u32>,
    /// Year and number of the week of ISO 8601.
    pub iso_year: Option<i16>,
    pub iso_week: Option<i8>,
    /// The same of the week of the language.
    pub week_year: Option<i16>,
    pub week: Option<i8>,
    pub hour: Option<i8>,
    /// The hour, where it goes to 12 only.
    pub hour12: Option<i8>,
    /// The word for the half of the day.
    pub half_day: Option<String>,
    pub minute: i8,
    pub second: i8,
    pub nanosecond: i32,
    pub offset: Option<Offset>,
    pub timestamp: Option<Timestamp>,
}

impl Fields {
    /// The time; `None` where the pieces contradict each other or there is no such day.
    pub(super) fn zoned(&self, locale: &Locale, zone: &TimeZone) -> Option<Zoned> {
        if let Some(timestamp) = self.timestamp {
            return Some(timestamp.to_zoned(zone.clone()));
        }
        let time = Time::new(self.hour(locale)?, self.minute, self.second, self.nanosecond).ok()?;
        let at = DateTime::from_parts(self.date(locale)?, time);
        match self.offset {
            Some(offset) => offset.to_timestamp(at).ok().map(|it| it.to_zoned(zone.clone())),
            None => at.to_zoned(zone.clone()).ok(),
        }
    }

    fn date(&self, locale: &Locale) -> Option<Date> {
        // A leap year: it has every day.
        let year = self.year.unwrap_or(2000);
        let has_day = self.day.is_some() || self.month.is_some();
        if let Some(day) = self.day_of_year {
            return Date::new(year, 1, 1).ok()?.with().day_of_year(day).build().ok();
        }
        if let (Some(week), false) = (self.iso_week, has_day) {
            return iso_date(self.iso_year.unwrap_or(year), week, self.weekday);
        }
        if let (Some(week), false) = (self.week, has_day) {
            return week_date(locale, self.week_year.unwrap_or(year), week, self.weekday);
        }
        let month = self.month.unwrap_or_else(|| self.quarter.map_or(1, |quarter| (quarter - 1) * 3 + 1));
        let date = Date::new(year, month, self.day.unwrap_or(1)).ok()?;
        let is_full = self.year.is_some() && self.month.is_some() && self.day.is_some();
        let agrees = self.weekday.is_none_or(|day| super::write::since_sunday(date.weekday()) == day);
        (agrees || !is_full).then_some(date)
    }

    fn hour(&self, locale: &Locale) -> Option<i8> {
        let Some(hour) = self.hour12 else { return Some(self.hour.unwrap_or(0)) };
        let halves = [hour % 12, hour % 12 + 12];
        let Some(wanted) = &self.half_day else { return Some(hour % 24) };
        let fits = |hour: &i8| {
            let found =
                locale.half_day(u32::from(hour.unsigned_abs()), u32::from(self.minute.unsigned_abs()));
            (1..=12).contains(&self.hour12.unwrap_or(0)) && found.to_lowercase() == wanted.to_lowercase()
        };
        halves.into_iter().find(fits)
    }
}

fn iso_date(year: i16, week: i8, weekday: Option<u32>) -> Option<Date> {
    let weekday = Weekday::from_sunday_zero_offset(i8::try_from(weekday.unwrap_or(1)).ok()?).ok()?;
    ISOWeekDate::new(year, week, weekday).ok().map(|it| it.date())
}

fn week_date(locale: &Locale, year: i16, week: i8, weekday: Option<u32>) -> Option<Date> {
    if locale.has_iso_weeks() {
        return iso_date(year, week, weekday);
    }
    let first = Date::new(year, 1, 1).ok()?;
    let days = i64::from(week - 1) * 7 + i64::from(weekday.unwrap_or(0))
        - i64::from(super::write::since_sunday(first.weekday()));
    first.checked_add(days.days()).ok()
}
