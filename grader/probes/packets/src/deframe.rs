use given::packets::FrameError;
use packets::deframe::{Deframer, encode_frame};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("encode_frame", |(payload,): (Bytes,)| -> Bytes { Bytes(encode_frame(&payload)) })
        .new("Deframer::new", |(limit,): (usize,)| -> Deframer { Deframer::new(limit) })
        .on("Deframer::push", |line: &mut Deframer, (bytes,): (Bytes,)| -> Vec<Result<Bytes, FrameError>> {
            let came: Vec<Result<Vec<u8>, FrameError>> = line.push(&bytes);
            came.into_iter().map(|frame| frame.map(Bytes)).collect()
        });
}
