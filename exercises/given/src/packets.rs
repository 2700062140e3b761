//! Given to the exercises of `packets`.
