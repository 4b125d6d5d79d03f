import {html} from "./html.js";

/** Drawn on a grid of 20, in one line width. */
const PATHS = {
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.2 17.2a2 2 0 0 0 3.6 0",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.4 13.4L17 17",
  board: "M3.5 4h4v12h-4zM12.5 4h4v8h-4zM8 4h4v5",
  chat: "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5a5.5 5.5 0 0 1 11 0M13 3.8a3 3 0 0 1 0 5.4M14.5 11.6a5.5 5.5 0 0 1 3.5 4.9",
  check: "M4 10.5l4 4 8-9",
  done: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 10.2l2.2 2.2L13.2 8",
  grip: "M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  moon: "M16.5 11.5A7 7 0 0 1 8.5 3.5a7 7 0 1 0 8 8z",
  half: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14M10 6h5.5M10 10h7M10 14h5.5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  tag: "M3.5 3.5h6l7 7-6 6-7-7zM7 7h.01",
  flag: "M5 17V3.5h10l-2.5 3.5 2.5 3.5H5",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 9v4.5M11.5 9v4.5",
  reply: "M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 11.5a3.4 3.4 0 0 0 6 0M7.8 7.8h.01M12.2 7.8h.01",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  filter: "M3 5h14M6 10h8M8.5 15h3",
  back: "M12 4.5L6.5 10l5.5 5.5",
  exit: "M8 3.5H4v13h4M12.5 6.5L16 10l-3.5 3.5M16 10H8",
  pencil: "M4 16l.8-3.5L13.5 4l2.5 2.5L7.5 15.2zM11.5 6l2.5 2.5",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.7 1.6",
  send: "M3.5 10L17 3.5 13 17l-3-5.5zM10 11.5l3-3.5",
  hash: "M7.5 3.5l-2 13M14.5 3.5l-2 13M3.5 7.5h14M2.5 12.5h14",
  list: "M7.5 5H17M7.5 10H17M7.5 15H17M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  plug: "M7 3v4M13 3v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V18",
  download: "M10 3.5v9M6.2 8.8L10 12.6l3.8-3.8M4 16.5h12",
  upload: "M10 12.8V3.6M6.2 7.2L10 3.4l3.8 3.8M4 16.5h12",
  copy: "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1",
  warn: "M10 3.5L18 16.5H2zM10 8.5v3.5M10 14.3h.01",
};

/** A picture beside words, or on a button that is named otherwise: never read out. @param {{name: keyof typeof PATHS}} props */
export const Icon = ({name}) => html`
  <svg class=${"icon icon-" + name} viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
