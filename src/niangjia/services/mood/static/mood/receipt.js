/* The receipt goes into the run on this phone, and later into its record. */
(function () { Mood.run({receipt: Mood.data('mood-receipt')}); })();
