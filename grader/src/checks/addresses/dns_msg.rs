//! addresses/dns_msg: a name asked for, and an answer believed.

mod belief;
mod believing;
mod inputs;
mod reading;
mod server;
mod wire;

use self::believing::{
    aliases_have_an_end, doubts_in_order, doubts_strangers, finds_addresses, follows_aliases,
    only_its_own_answers, says_why_not,
};
use self::reading::{
    any_bytes, as_hickory_wrote_it, cut_anywhere, data_must_fit_its_type, query_header, query_question,
    reads_addresses, reads_aliases, reads_headers, reads_questions, skips_other_sections,
    skips_unknown_types,
};
use self::server::a_real_server;
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::trial::Trouble;

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dns_msg",
    title: "a name asked for, and an answer believed",
    track: Track::First,
    level: Level::Intermediate,
    minutes: 120,
    needs: &["cursor", "dns_name"],
    rust: &["lifetimes"],
    hints: [
        "Begin with `encode_query`: a `Writer`, and the fields in the order of the drawing. Then read in the same order with a `Reader`: first a header alone, then a question, then a record. `resolve` comes last. It needs no bytes: ask the questions of its list one after the other, and then walk along the names.",
        "A flag is one bit: `bits & 1 << 15 != 0`. `decode_name` wants the whole message and a place, and says where the name ends; `reader.take(next - reader.pos())` moves the reader there. Of a record, read all the fields and take `rdlength` bytes, whatever the type is; only then look into them. Let `?` hand errors on: `MsgError` is made from `Short` and from `NameError`. To follow aliases, go through all the answers again for each name.",
        "A helper `read_raw` reads a record up to the end of its data, without looking into it, and remembers where the data began: a name in it may have pointers, so it is read by `decode_name(message, at)`, and must end where the data ends. The last two sections are `read_raw` alone. In `resolve`: `for _ in 0..=MAX_ALIASES`, collect the addresses of `name`; if there are some, they are the result; if not, `name` is the target of its first CNAME, or it is `NoAddress`. After the loop it is `TooManyAliases`.",
    ],
    compare: "Look at `Raw`, which is a record that nobody has looked into yet, and at the loop in `resolve`: why can it not go on for ever?",
    checks: &[
        Check {
            name: "query_header",
            title: "a query begins with its id, the flag RD, and one question announced",
            points: 1,
            rule: "RFC 1035, section 4.1.1: the header is six fields of 16 bits; of the flags, RD alone is 0x0100",
            book: "header",
            after: &[],
            mistakes: &[RECURSION_NOT_DESIRED, BITS_FROM_THE_LEFT, QUESTION_NOT_COUNTED],
            run: query_header,
        },
        Check {
            name: "query_question",
            title: "behind the header of a query stand the name, the type, and the class IN",
            points: 1,
            rule: "RFC 1035, section 4.1.2: a question is a name, then 16 bits of type, then 16 bits of class",
            book: "question",
            after: &["query_header"],
            mistakes: &[NAME_AS_TEXT, CLASS_BEFORE_TYPE],
            run: query_question,
        },
        Check {
            name: "reads_headers",
            title: "of a header, the id and every flag are read",
            points: 2,
            rule: "RFC 1035, section 4.1.1: QR is the most significant bit, OPCODE the four behind it, RCODE the last four; all counts may be 0",
            book: "flags",
            after: &[],
            mistakes: &[BITS_FROM_THE_LEFT, MASK_TOO_WIDE, ONE_QUESTION_ONLY],
            run: reads_headers,
        },
        Check {
            name: "reads_questions",
            title: "as many questions are read as the header says",
            points: 1,
            rule: "RFC 1035, section 4.1.2: the section has QDCOUNT entries: usually 1, but a stranger may send any number",
            book: "question",
            after: &["reads_headers"],
            mistakes: &[CLASS_BEFORE_TYPE, ONE_QUESTION_ONLY],
            run: reads_questions,
        },
        Check {
            name: "reads_addresses",
            title: "the records of the answers are read, with the addresses in them",
            points: 2,
            rule: "RFC 1035, section 4.1.3: the fields of a record; RFC 3596, section 2.2: an IPv6 address is 16 bytes",
            book: "records",
            after: &["reads_questions"],
            mistakes: &[ONE_ANSWER_ONLY, TTL_MADE_ZERO],
            run: reads_addresses,
        },
        Check {
            name: "reads_aliases",
            title: "the name in a CNAME is read, also if its end is a pointer",
            points: 2,
            rule: "RFC 1035, section 4.1.4: a pointer counts from the start of the message; 3.3: CNAME is the same in all classes",
            book: "aliases",
            after: &["reads_addresses"],
            mistakes: &[POINTERS_FROM_THE_DATA, ALIAS_IN_ONE_CLASS],
            run: reads_aliases,
        },
        Check {
            name: "skips_unknown_types",
            title: "data of an unknown type or class is passed over by its RDLENGTH",
            points: 2,
            rule: "RFC 3597, section 3: data of an unknown type is so many bytes as RDLENGTH says, and nothing is known of them",
            book: "rdlength",
            after: &["reads_addresses"],
            mistakes: &[RDLENGTH_IGNORED, CLASS_NOT_LOOKED_AT],
            run: skips_unknown_types,
        },
        Check {
            name: "skips_other_sections",
            title: "the other sections are passed over, whatever is in them",
            points: 2,
            rule: "RFC 1035, section 4.1: only the first section of records has answers; RFC 6891, section 6.1.1: OPT is in the last",
            book: "sections",
            after: &["skips_unknown_types"],
            mistakes: &[OTHER_SECTIONS_ARE_ANSWERS, LOOKS_INTO_OTHER_SECTIONS, REFUSES_WHAT_FOLLOWS],
            run: skips_other_sections,
        },
        Check {
            name: "as_hickory_wrote_it",
            title: "six messages of another program are read as the table says",
            points: 1,
            rule: "RFC 1035, section 4.1, as the crate hickory-proto writes it",
            book: "real-messages",
            after: &["reads_aliases", "skips_other_sections"],
            mistakes: &[],
            run: as_hickory_wrote_it,
        },
        Check {
            name: "data_must_fit_its_type",
            title: "data that is not as long as its type wants it is refused",
            points: 2,
            rule: "the docs of `decode_response`: `DataLength`, if the data has all its bytes, and is longer or shorter than it should be",
            book: "rdlength",
            after: &["reads_aliases"],
            mistakes: &[LENGTH_BY_TYPE, ALIAS_LENGTH_UNCHECKED],
            run: data_must_fit_its_type,
        },
        Check {
            name: "cut_anywhere",
            title: "cut at any byte, a message is refused, and the error says what is missing",
            points: 2,
            rule: "the docs of `decode_response`: the first field that is not whole decides; the counts may lie",
            book: "counts-lie",
            after: &["reads_aliases", "skips_other_sections"],
            mistakes: &[
                PANICS_ON_BAD_BYTES,
                COUNTS_OVERFLOW,
                FIELDS_IN_ONE_GO,
                OTHER_SECTIONS_UNREAD,
                LENGTH_BEFORE_CUT,
            ],
            run: cut_anywhere,
        },
        Check {
            name: "any_bytes",
            title: "any bytes are read, or refused for the first thing that is wrong",
            points: 2,
            rule: "the docs of `decode_response`: the fields are looked at in the order of the message",
            book: "counts-lie",
            after: &["data_must_fit_its_type", "cut_anywhere"],
            mistakes: &[PANICS_ON_BAD_BYTES, ONE_ERROR_FOR_ALL_NAMES],
            run: any_bytes,
        },
        Check {
            name: "finds_addresses",
            title: "the address of the name that was asked for is found",
            points: 1,
            rule: "the docs of `resolve`: the data of the answer with this name, if it is an address of the type asked for",
            book: "believing",
            after: &[],
            mistakes: &[ONLY_V4],
            run: finds_addresses,
        },
        Check {
            name: "doubts_strangers",
            title: "what is not the answer to our query is not believed",
            points: 3,
            rule: "RFC 5452, section 9.1: address and port, id, and question must be those of the query; RFC 9619, section 4: never more than one",
            book: "believing",
            after: &["finds_addresses"],
            mistakes: &[
                SOURCE_UNCHECKED,
                ADDRESS_UNCHECKED,
                PORT_UNCHECKED,
                IGNORES_ID,
                QR_BIT_UNCHECKED,
                OPCODE_UNCHECKED,
                QUESTION_UNCHECKED,
                QUESTION_HALF_CHECKED,
                OTHER_QUESTIONS_OK,
                NO_QUESTION_OK,
                QUESTION_FOR_GRANTED,
                CASE_SENSITIVE_QUESTION,
            ],
            run: doubts_strangers,
        },
        Check {
            name: "says_why_not",
            title: "a cut response, an error of the server, and no address are told apart",
            points: 1,
            rule: "RFC 1035, section 4.1.1: TC and RCODE; the docs of `resolve`: 5 to 7 of its list",
            book: "no-answer",
            after: &["finds_addresses"],
            mistakes: &[TC_IGNORED, RCODE_IGNORED, NO_ADDRESS_IS_FINE],
            run: says_why_not,
        },
        Check {
            name: "doubts_in_order",
            title: "of several reasons, the one that stands first in the list is the answer",
            points: 1,
            rule: "the docs of `resolve`: first, is it the answer to our query? Only then, what does it say?",
            book: "believing",
            after: &["doubts_strangers", "says_why_not"],
            mistakes: &[BELIEVES_BEFORE_ASKING, DOUBTS_OUT_OF_ORDER],
            run: doubts_in_order,
        },
        Check {
            name: "only_its_own_answers",
            title: "all the addresses of this name and type count, and no others",
            points: 2,
            rule: "RFC 1034, section 5.3.3: an answer is for the name that was asked; RFC 4343: in upper or lower case",
            book: "whose-answer",
            after: &["finds_addresses", "says_why_not"],
            mistakes: &[
                FIRST_ANSWER_WINS,
                EVERY_ANSWER_COUNTS,
                CASE_SENSITIVE_NAMES,
                ANSWERS_OF_ANY_CLASS,
                BOTH_FAMILIES,
                ONE_ADDRESS_ONLY,
            ],
            run: only_its_own_answers,
        },
        Check {
            name: "follows_aliases",
            title: "a chain of aliases is followed, in whatever order its records stand",
            points: 2,
            rule: "RFC 1034, section 3.6.2: of an alias, the name that it stands for is looked for; records have no order",
            book: "aliases",
            after: &["only_its_own_answers"],
            mistakes: &[
                ALIASES_NOT_FOLLOWED,
                FIRST_ANSWER_WINS,
                EVERY_ANSWER_COUNTS,
                ORDER_MATTERS,
                ALIAS_BEFORE_ADDRESS,
                LAST_ALIAS_WINS,
            ],
            run: follows_aliases,
        },
        Check {
            name: "aliases_have_an_end",
            title: "16 aliases are followed, and the next is too many, also in a circle",
            points: 2,
            rule: "the docs of `resolve` and `MAX_ALIASES`; RFC 1034, section 3.6.2: loops must be noticed",
            book: "circles",
            after: &["follows_aliases"],
            mistakes: &[CNAME_CYCLE, CIRCLE_IS_NO_ADDRESS, NO_ALIAS_LIMIT, ALIAS_LIMIT_OFF_BY_ONE],
            run: aliases_have_an_end,
        },
        Check {
            name: "a_real_server",
            title: "a server that we did not write understands the query, and its answer is understood",
            points: 2,
            rule: "RFC 1035, section 4.1: the same bytes mean the same to everybody",
            book: "for-real",
            after: &["query_question", "as_hickory_wrote_it", "follows_aliases", "aliases_have_an_end"],
            mistakes: &[],
            run: a_real_server,
        },
    ],
};

const RECURSION_NOT_DESIRED: Mistake = Mistake {
    slug: "recursion-not-desired",
    name: "RD is not set, so the server need not ask others, and says that it does not know",
    ask: "Your server does not know london.example itself. Which bit asks it to find out?",
};

const BITS_FROM_THE_LEFT: Mistake = Mistake {
    slug: "bits-from-the-left",
    name: "the bits of the flags are counted from the wrong end, as RFC 1035 numbers them in its drawing",
    ask: "The RFC gives number 0 to the bit at the left of its drawing. Which bit of a u16 does `1 << 0` mean?",
};

const QUESTION_NOT_COUNTED: Mistake = Mistake {
    slug: "question-not-counted",
    name: "the header says that there is no question",
    ask: "How does the server know how many questions to read behind your header?",
};

const NAME_AS_TEXT: Mistake = Mistake {
    slug: "name-as-text",
    name: "the name is sent as text with dots",
    ask: "On its way a name has no dots. Which function of yours writes it as it travels?",
};

const CLASS_BEFORE_TYPE: Mistake = Mistake {
    slug: "class-before-type",
    name: "type and class are swapped",
    ask: "Type A and class IN are both 1, so this shows with other types only. Which one is drawn first?",
};

const MASK_TOO_WIDE: Mistake = Mistake {
    slug: "mask-too-wide",
    name: "a number in the flags has bits of its neighbors in it",
    ask: "How many bits has this number, and what did you do with the bits beside it?",
};

const ONE_QUESTION_ONLY: Mistake = Mistake {
    slug: "one-question-only",
    name: "one question is read, however many the header announces",
    ask: "A stranger's header may announce no question, or two. Where is that number, and who uses it?",
};

const ONE_ANSWER_ONLY: Mistake = Mistake {
    slug: "one-answer-only",
    name: "the first answer is read, and no other",
    ask: "A name may have several addresses. How many records does the header announce?",
};

const CLASS_NOT_LOOKED_AT: Mistake = Mistake {
    slug: "class-not-looked-at",
    name: "data of another class is taken for an address of the Internet",
    ask: "What does type A mean in a class that is not IN? What do the docs of `decode_response` say?",
};

const TTL_MADE_ZERO: Mistake = Mistake {
    slug: "ttl-made-zero",
    name: "a TTL of 2 to the 31 or more is made 0",
    ask: "What to make of such a TTL is the business of the one who stores the answer. What should you report?",
};

const POINTERS_FROM_THE_DATA: Mistake = Mistake {
    slug: "pointers-from-the-data",
    name: "a pointer in the data is taken to count from the start of the data",
    ask: "You handed `decode_name` some bytes. From which byte does it count what a pointer says?",
};

const ALIAS_IN_ONE_CLASS: Mistake = Mistake {
    slug: "alias-in-one-class",
    name: "a CNAME of another class than IN is not looked into",
    ask: "Of which of the three types do the docs say \"in any class\"?",
};

const RDLENGTH_IGNORED: Mistake = Mistake {
    slug: "rdlength-ignored",
    name: "RDLENGTH is not used to pass over data of an unknown type, so what follows is read at the wrong place",
    ask: "Which field says how long data is, if nobody knows what it means?",
};

const OTHER_SECTIONS_ARE_ANSWERS: Mistake = Mistake {
    slug: "other-sections-are-answers",
    name: "records of the other sections are taken for answers",
    ask: "The header has four counts. Which of them counts the answers?",
};

const LOOKS_INTO_OTHER_SECTIONS: Mistake = Mistake {
    slug: "looks-into-other-sections",
    name: "data is looked into that has nothing to do with the question",
    ask: "An A record of three bytes stands among the additional records. Does that make the answer worse?",
};

const REFUSES_WHAT_FOLLOWS: Mistake = Mistake {
    slug: "refuses-what-follows",
    name: "bytes behind the last record make it refuse the message",
    ask: "What do the docs say of bytes behind the last record?",
};

const LENGTH_BY_TYPE: Mistake = Mistake {
    slug: "length-by-type",
    name: "an address is read as long as its type wants it, and RDLENGTH is not compared with that",
    ask: "An A record says that its data has 5 bytes. Where does the next record begin?",
};

const ALIAS_LENGTH_UNCHECKED: Mistake = Mistake {
    slug: "alias-length-unchecked",
    name: "the name in a CNAME need not end where its data ends",
    ask: "`decode_name` tells you where the name ends, and RDLENGTH where the data ends. And if they differ?",
};

const PANICS_ON_BAD_BYTES: Mistake = Mistake {
    slug: "panics-on-bad-bytes",
    name: "bytes that are no message make it panic, where an error is asked for",
    ask: "A stranger sent these bytes, and your program ended. Which line trusts that something is there?",
};

const COUNTS_OVERFLOW: Mistake = Mistake {
    slug: "counts-overflow",
    name: "two counts are added up in 16 bits, which is too few for the sum, and Rust stops the program",
    ask: "What is 65535 + 65535, and does a u16 hold it?",
};

const FIELDS_IN_ONE_GO: Mistake = Mistake {
    slug: "fields-in-one-go",
    name: "several fields are taken in one go, so the error speaks of all of them and not of the one that is cut",
    ask: "Which field do the last bytes belong to, and how long would that field be?",
};

const OTHER_SECTIONS_UNREAD: Mistake = Mistake {
    slug: "other-sections-unread",
    name: "the last two sections are not read, so nobody notices that they are cut",
    ask: "The header announces these records. Where do you notice that they did not come?",
};

const LENGTH_BEFORE_CUT: Mistake = Mistake {
    slug: "length-before-cut",
    name: "a length is called wrong before it is known that the data is there",
    ask: "Of `Short` and `DataLength`, which one is for data that \"has all its bytes\"?",
};

const ONE_ERROR_FOR_ALL_NAMES: Mistake = Mistake {
    slug: "one-error-for-all-names",
    name: "whatever is wrong with a name, the same error is given",
    ask: "`decode_name` says exactly what is wrong. Why not hand that on?",
};

const ONLY_V4: Mistake = Mistake {
    slug: "only-v4",
    name: "IPv6 addresses are not found",
    ask: "A query for type AAAA: which variant of `Data` has what it wants?",
};

const ONE_ADDRESS_ONLY: Mistake = Mistake {
    slug: "one-address-only",
    name: "the first address is given, and no other",
    ask: "If the first machine is down, where should the caller knock next?",
};

const SOURCE_UNCHECKED: Mistake = Mistake {
    slug: "source-unchecked",
    name: "nobody asks where the message came from",
    ask: "A thief sends a message to your port. How do you know that it is not from your server?",
};

const ADDRESS_UNCHECKED: Mistake = Mistake {
    slug: "address-unchecked",
    name: "the port that the message came from is compared, and the address is not",
    ask: "Every DNS server in the world sends from port 53. Which of them did you ask?",
};

const PORT_UNCHECKED: Mistake = Mistake {
    slug: "port-unchecked",
    name: "the address that the message came from is compared, and the port is not",
    ask: "Two programs run on the server's machine. What tells their messages apart?",
};

const IGNORES_ID: Mistake = Mistake {
    slug: "ignores-id",
    name: "the id of the message is not compared with that of the query",
    ask: "The thief writes the server's address on his packet. What else does he have to guess?",
};

const QR_BIT_UNCHECKED: Mistake = Mistake {
    slug: "qr-bit-unchecked",
    name: "a message is believed that is no response but a query",
    ask: "Which bit is different in your own query, sent back to you by an echo?",
};

const OPCODE_UNCHECKED: Mistake = Mistake {
    slug: "opcode-unchecked",
    name: "a response to another kind of query is believed",
    ask: "Which opcode did your query have, and may the response have another one?",
};

const QUESTION_UNCHECKED: Mistake = Mistake {
    slug: "question-unchecked",
    name: "the question that the message repeats is not looked at",
    ask: "You asked two things at once, with the same id by chance. Which of them does this message answer?",
};

const QUESTION_HALF_CHECKED: Mistake = Mistake {
    slug: "question-half-checked",
    name: "of the question, something is not compared with the query",
    ask: "A question has three fields. Which of them did you compare?",
};

const OTHER_QUESTIONS_OK: Mistake = Mistake {
    slug: "other-questions-ok",
    name: "a message is believed that repeats more than our one question",
    ask: "You asked one question. How many can the answer have, if it is yours?",
};

const NO_QUESTION_OK: Mistake = Mistake {
    slug: "no-question-ok",
    name: "a message is believed that repeats no question at all",
    ask: "Of no questions, does \"each of them is ours\" hold?",
};

const QUESTION_FOR_GRANTED: Mistake = Mistake {
    slug: "question-for-granted",
    name: "it takes for granted that the message repeats a question, and Rust stops the program",
    ask: "A stranger's message may have no questions at all. What does `questions[0]` do then?",
};

const CASE_SENSITIVE_QUESTION: Mistake = Mistake {
    slug: "case-sensitive-question",
    name: "the name in the question must have the same case as ours, letter by letter",
    ask: "What does `==` say about LONDON.Example and london.example, and what does `same_name`?",
};

const TC_IGNORED: Mistake = Mistake {
    slug: "tc-ignored",
    name: "a part is taken for the whole: TC is not looked at",
    ask: "The server says that it could not send everything. How do you know that what you need is among the rest?",
};

const RCODE_IGNORED: Mistake = Mistake {
    slug: "rcode-ignored",
    name: "the response code is not looked at",
    ask: "\"There is no such name\" and \"the name has no address\": where does the message tell them apart?",
};

const NO_ADDRESS_IS_FINE: Mistake = Mistake {
    slug: "no-address-is-fine",
    name: "no addresses are given as a success",
    ask: "What will a caller do with the first address of an empty list?",
};

const BELIEVES_BEFORE_ASKING: Mistake = Mistake {
    slug: "believes-before-asking",
    name: "what the message says is believed before it is known that it is an answer to us",
    ask: "Anybody can send you \"there is no such name\". What do you ask before you pass that on?",
};

const DOUBTS_OUT_OF_ORDER: Mistake = Mistake {
    slug: "doubts-out-of-order",
    name: "the reasons are looked at in another order than the docs have them",
    ask: "Both are true of this message. Which of the two stands first in the list?",
};

const FIRST_ANSWER_WINS: Mistake = Mistake {
    slug: "first-answer-wins",
    name: "the first address in the message is taken, whoever it belongs to",
    ask: "Whose address is in the first record, and whose did you ask for?",
};

const EVERY_ANSWER_COUNTS: Mistake = Mistake {
    slug: "every-answer-counts",
    name: "all the addresses in the message are taken, whoever they belong to",
    ask: "A server may add records that you did not ask for. Which field says whose they are?",
};

const CASE_SENSITIVE_NAMES: Mistake = Mistake {
    slug: "case-sensitive-names",
    name: "a name in other case is taken for another name",
    ask: "What does `==` say about LONDON.Example and london.example, and what does `same_name`?",
};

const ANSWERS_OF_ANY_CLASS: Mistake = Mistake {
    slug: "answers-of-any-class",
    name: "answers of another class than IN count as well",
    ask: "Of which network does this record speak?",
};

const BOTH_FAMILIES: Mistake = Mistake {
    slug: "both-families",
    name: "addresses of the other family are given as well",
    ask: "Which type did the query ask for?",
};

const ALIASES_NOT_FOLLOWED: Mistake = Mistake {
    slug: "aliases-not-followed",
    name: "an alias is not followed to the name that it stands for",
    ask: "The name that you look for has no address here, but a CNAME. Which name do you look for next?",
};

const ORDER_MATTERS: Mistake = Mistake {
    slug: "order-matters",
    name: "the answers are read once from top to bottom, so what stands before its alias is missed",
    ask: "When you come to the alias, where is the address that you need now?",
};

const ALIAS_BEFORE_ADDRESS: Mistake = Mistake {
    slug: "alias-before-address",
    name: "an alias is followed although the name has an address of its own",
    ask: "In the docs, what is looked for first, and when does an alias come into play?",
};

const LAST_ALIAS_WINS: Mistake = Mistake {
    slug: "last-alias-wins",
    name: "of several aliases of one name, the last is followed and not the first",
    ask: "Two CNAMEs have the same name. Which one do the docs let count?",
};

const CNAME_CYCLE: Mistake = Mistake {
    slug: "cname-cycle",
    name: "aliases in a circle are followed for ever",
    ask: "Each alias leads to another one of the list, and the list is finite. Must the way have an end?",
};

const CIRCLE_IS_NO_ADDRESS: Mistake = Mistake {
    slug: "circle-is-no-address",
    name: "a circle is noticed, and called by the wrong name",
    ask: "In a circle there is always one more alias to follow. Which error do the docs have for that?",
};

const NO_ALIAS_LIMIT: Mistake = Mistake {
    slug: "no-alias-limit",
    name: "a chain of any length is followed, as long as it is no circle",
    ask: "How many aliases in a row do the docs allow?",
};

const ALIAS_LIMIT_OFF_BY_ONE: Mistake = Mistake {
    slug: "alias-limit-off-by-one",
    name: "the limit of the aliases is off by one",
    ask: "After 16 aliases you look for the 17th name. May it have an address?",
};

/// Of these habits, those that are mistakes of a check: all others would have shown before it.
fn known<T: Copy>(habits: &[(&'static str, T)], check: &str) -> Vec<(&'static str, T)> {
    let check = EXERCISE.checks.iter().find(|known| known.name == check);
    let mistakes = check.map(|check| check.mistakes).unwrap_or_default();
    habits.iter().filter(|(slug, _)| mistakes.iter().any(|mistake| mistake.slug == *slug)).copied().collect()
}

/// The mistake that was found, if one was.
fn named<T>(trouble: Trouble, looks: Option<&(&'static str, T)>) -> Trouble {
    looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug))
}
