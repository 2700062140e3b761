//! Holds what is written to the schema of its format.

use jsonschema::Validator;
use serde_json::Value;

/// A schema, by its text.
pub(crate) fn schema(text: &str) -> Validator {
    let schema = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one")
}

/// Holds a text to a schema, and gives it parsed.
pub(crate) fn held_to(schema: &Validator, text: &str) -> Value {
    let value = serde_json::from_str(text).expect("it is JSON");
    let errors: Vec<String> =
        schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    value
}
