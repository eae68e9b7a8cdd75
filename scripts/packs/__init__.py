"""Course packs: a chapter as a Common Cartridge, as QTI 3 items, as a SCORM lab and as a list of links."""
