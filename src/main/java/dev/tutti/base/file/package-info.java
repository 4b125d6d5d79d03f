/**
 * Files that are taken in and given out: larger than any other request, so there are fewer of them at a time. Start with
 * {@link dev.tutti.base.file.Upload} and {@link dev.tutti.base.file.Download}.
 */
package dev.tutti.base.file;
