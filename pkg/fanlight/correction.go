package fanlight

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// WithCurrent names the definition that is deployed now, in a replay that starts a
// correction.
const WithCurrent = "current"

// correctionMark stands between the ID of an edition and the six characters that end the
// ID of its correction. No manual start has it: its suffix has letters and digits only.
const correctionMark = "+fix-"

// NewCorrectionID returns the run that corrects an edition by the definition with a hash:
// <edition>+fix- and six characters that derive from the hash. So the same edition and
// definition have one correction. That of a correction corrects the edition itself.
func NewCorrectionID(of RunID, hash string) RunID {
	if edition, ok := of.Corrects(); ok {
		of = edition
	}
	sum := sha256.Sum256([]byte(hash))
	return of + correctionMark + RunID(hex.EncodeToString(sum[:])[:6])
}

// Corrects returns the edition that the run corrects, and whether it is a correction.
func (id RunID) Corrects() (edition RunID, ok bool) {
	name, _, ok := strings.Cut(string(id), correctionMark)
	if !ok {
		return "", false
	}
	return RunID(name), true
}
