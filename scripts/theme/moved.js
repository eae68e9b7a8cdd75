// On a page that stands at an old address: go to the new one, with what stood behind ? and #.
const link = document.currentScript.dataset.to;
const goal = new URL(link, document.baseURI);
goal.search = location.search;
goal.hash = location.hash;
location.replace(goal.href);
