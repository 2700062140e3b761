// The built book in a real browser. One file for node's test runner, so that the book is built once and one browser does
// all; the tests are in tests/, by subject. `npm test -- --test-name-pattern=ladder` runs some.
import { after } from "node:test";
import { close } from "./lib/book.js";
import "./tests/ladder.js";
import "./tests/map.js";
import "./tests/bits.js";
import "./tests/hex.js";
import "./tests/quiz.js";
import "./tests/address.js";
import "./tests/plain.js";
import "./tests/eyes.js";
import "./tests/narrow.js";
import "./tests/print.js";
import "./tests/place.js";
import "./tests/shell.js";
import "./tests/axe.js";
import "./tests/live.js";

after(close);
