/** What is needed as soon as there is a snapshot, and not before: how it is shown, how it changes, how it is followed. */
export {fold, own} from "./fold.js";
export {Subscription} from "./subscription.js";
export {Threads} from "./threads.js";
export {unfold, unfoldInbox} from "./unfold.js";
