import {useSyncExternalStore} from "react";

/**
 * Something small that several parts of the page show.
 *
 * @template T
 */
export class Shared {
  #value;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {T} value */
  constructor(value) {
    this.#value = value;
  }

  get = () => this.#value;

  /** @param {T} value */
  set(value) {
    this.#value = value;
    [...this.#listeners].forEach((listener) => listener());
  }

  /** @param {() => void} listener */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}

/** @template T @param {Shared<T>} shared @returns {T} */
export const useShared = (shared) => useSyncExternalStore(shared.subscribe, shared.get);
