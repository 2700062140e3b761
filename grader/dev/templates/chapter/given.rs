//! Given to the exercises of `{{chapter}}`.
