package bootstrap

import (
	"encoding/json"
	"fmt"
)

// exitError returns the document that AWS writes for a process that exited
// without an answer. The cause is an error such as "exit status 3" or
// "signal: killed"; nil means status 0.
func exitError(requestID string, cause error) []byte {
	reason := "Runtime exited without providing a reason"
	if cause != nil {
		reason = "Runtime exited with error: " + cause.Error()
	}
	text, err := json.Marshal(struct {
		Type    string `json:"errorType"`
		Message string `json:"errorMessage"`
	}{"Runtime.ExitError", fmt.Sprintf("RequestId: %s Error: %s", requestID, reason)})
	if err != nil {
		panic("marshal an error document: " + err.Error()) // strings always marshal
	}
	return text
}
