/** All that every page has of the scripts, one file of the bundle (bundle.mjs sees to that). */

import "./canvas";
import "./config";
import "./permalink";
import "./rare";
import "./status";
import "./terms";
import "./words";
