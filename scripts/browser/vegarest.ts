/** All the rest of Vega: importing it adds its transforms to those of `vega.ts`. */

import "vega";
