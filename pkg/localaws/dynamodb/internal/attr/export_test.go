package attr

// NormalizeNumber is normalizeNumber for the tests.
var NormalizeNumber = normalizeNumber
