//! Names and paths as SQL: text where they are UTF-8, else their bytes.

use std::ffi::{OsStr, OsString};

use rusqlite::types::{FromSqlError, FromSqlResult, ToSqlOutput, Value, ValueRef};

/// `name` as TEXT, or as BLOB when it is not UTF-8. The two never equal each other in SQL, as their bytes never do.
pub(crate) fn path_to_sql(name: &OsStr) -> ToSqlOutput<'_> {
    match name.to_str() {
        Some(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        None => ToSqlOutput::Owned(Value::Blob(name.as_encoded_bytes().to_owned())),
    }
}

/// The name a column holds.
pub(crate) fn path_from_sql(value: ValueRef<'_>) -> FromSqlResult<OsString> {
    match value {
        ValueRef::Text(text) => {
            std::str::from_utf8(text).map(OsString::from).map_err(|error| FromSqlError::Other(Box::new(error)))
        }
        ValueRef::Blob(bytes) => Ok(from_bytes(bytes)),
        _ => Err(FromSqlError::InvalidType),
    }
}

#[cfg(unix)]
fn from_bytes(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

/// Elsewhere names are made of Unicode, with gaps that cannot be kept.
#[cfg(not(unix))]
fn from_bytes(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// A column that holds a name or a path, for `row.get`.
pub(crate) struct PathColumn(pub(crate) OsString);

impl rusqlite::types::FromSql for PathColumn {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        path_from_sql(value).map(PathColumn)
    }
}
