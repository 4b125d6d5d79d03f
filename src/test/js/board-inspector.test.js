import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {line, MOST} = await board("inspector/chart.js");

test("a chart draws what was measured last at its right, the highest at its top, and what was not measured at its foot", () => {
  assert.equal(line([], 1), "");
  assert.equal(line([5], 10), "300.0,40.0");
  assert.equal(line([10, null, 0], 10).split(" ").map((point) => point.split(",")[1]).join(), "0.0,80.0,80.0");
  const full = line(Array(MOST).fill(1), 1).split(" ");
  assert.equal(full.length, MOST);
  assert.equal(full[0], "0.0,0.0");
  assert.equal(full.at(-1), "300.0,0.0");
});
