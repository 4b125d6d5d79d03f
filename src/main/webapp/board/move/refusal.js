import {html} from "../ui/html.js";
import {sorry} from "../words.js";

/** As many faults as the server tells of a file. */
const TOLD = 100;

/** @param {any} refusal @returns {string} what is said of it, where no rows are at fault */
function told(refusal) {
  if (!refusal.status) {
    return "No answer came. It is not known whether the file was imported; send it again, it is taken once.";
  }
  return refusal.message === refusal.code ? sorry(refusal) : refusal.message;
}

/** Why a file was not taken, row by row. @param {{refusal: any}} props */
export function Refusal({refusal}) {
  const {errors = []} = refusal;
  if (!errors.some(({line}) => line)) {
    return html`<p class="fault" role="alert">${told(refusal)}</p>`;
  }
  return html`
    <div class="refusal">
      <p class="fault" role="alert">Nothing was imported. ${errors.length < TOLD ? "Put this right" : `Put this right, the first ${TOLD} of what is wrong`} in the file, and choose it again.</p>
      <div class="table-frame" tabindex="0" role="region" aria-label="What is wrong in the file"><table class="table">
        <thead><tr><th scope="col">Line</th><th scope="col">Where</th><th scope="col">What is wrong</th></tr></thead>
        <tbody>${errors.map(({line, field, message}, at) => html`
          <tr key=${at}><th scope="row">${line}</th><td><code>${field}</code></td><td>${message}</td></tr>`)}</tbody>
      </table></div>
    </div>`;
}
