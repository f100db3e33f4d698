/** Files that were searched by, in this browser alone: the last few, by digest. */
const STORE = "files";
const MOST = 20;

/** Where a browser forbids storage, they are kept until the page is left. */
const untilLeft = new Map();

/** The file of a digest, null where it is not kept (any more). */
export async function find(digest) {
  try {
    const found = await inStore("readonly", (store) => store.get(digest));
    return found?.file ?? untilLeft.get(digest) ?? null;
  } catch {
    return untilLeft.get(digest) ?? null;
  }
}

/** Keeps a file, and forgets those that were used longest ago. */
export async function keep(digest, file) {
  untilLeft.delete(digest);
  untilLeft.set(digest, file);
  if (untilLeft.size > MOST) {
    untilLeft.delete(untilLeft.keys().next().value);
  }
  try {
    await inStore("readwrite", (store) => {
      store.put({ digest, file, used: Date.now() });
      forgetOldest(store);
    });
  } catch {
    // It is kept until the page is left.
  }
}

function forgetOldest(store) {
  let left = 0;
  const newestFirst = store.index("used").openCursor(null, "prev");
  newestFirst.onsuccess = () => {
    const cursor = newestFirst.result;
    if (cursor !== null) {
      left += 1;
      if (left > MOST) {
        cursor.delete();
      }
      cursor.continue();
    }
  };
}

/** Does something with the store, and gives what came of the request that it made, if any. */
async function inStore(mode, use) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("hnsw-search", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: "digest" }).createIndex("used", "used");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
