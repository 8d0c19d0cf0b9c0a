package lambda

import (
	"encoding/json"
	"fmt"
	"time"
)

// failure is AWS's document of a function's error.
type failure struct {
	Type       string   `json:"errorType"`
	Message    string   `json:"errorMessage"`
	StackTrace []string `json:"stackTrace,omitempty"`
}

func (f failure) document() []byte {
	text, err := json.Marshal(f)
	if err != nil {
		panic("marshal an error document: " + err.Error()) // strings always marshal
	}
	return text
}

// timedOut returns AWS's document of an invocation that exceeded its timeout.
func timedOut(requestID string, after time.Duration) []byte {
	return failure{
		Type:    "Sandbox.Timedout",
		Message: fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", requestID, after.Seconds()),
	}.document()
}
