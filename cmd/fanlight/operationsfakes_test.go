package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fanlight/fanlight/pkg/report/source"
)

// parameters is Systems Manager, as far as a secret needs it.
type parameters struct {
	url string

	mu     sync.Mutex
	values map[string]string
}

func serveParameters(t *testing.T) *parameters {
	t.Helper()
	p := &parameters{values: map[string]string{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.url = server.URL
	return p
}

// put does what a line of the AWS CLI does, and returns what it prints.
func (p *parameters) put(line string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	given := map[string]string{}
	fields := strings.Fields(line)
	for i, f := range fields[:len(fields)-1] {
		given[f] = fields[i+1]
	}
	p.values[given["--name"]] = given["--value"]
	return "{\n    \"Version\": 1,\n    \"Tier\": \"Standard\"\n}\n"
}

// ServeHTTP implements http.Handler: GetParameter
// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html).
func (p *parameters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var in struct{ Name string }
	_ = json.NewDecoder(r.Body).Decode(&in) // no name has no value
	value, ok := p.values[in.Name]
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if !ok {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": "ParameterNotFound"})
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]string{"Name": in.Name, "Type": "SecureString", "Value": value}})
}

// serveOperationsChats serves the Telegram Bot API of the session: @team does not know the
// bot, @on_call asks once to wait for an hour.
func serveOperationsChats(t *testing.T) (url string) {
	t.Helper()
	var mu sync.Mutex
	taken := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m struct {
			Chat string `json:"chat_id"`
		}
		_ = json.NewDecoder(r.Body).Decode(&m) // getMe has no body
		mu.Lock()
		defer mu.Unlock()
		taken[m.Chat]++
		switch n := taken[m.Chat]; {
		case m.Chat == "@team":
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`)
		case m.Chat == "@on_call" && n == 1:
			answer(w, http.StatusTooManyRequests, 3600)
		default:
			fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d}}`, n)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// deploy writes the reports of the folder into the stack's table, as a deployment does.
func (s *shell) deploy() {
	s.t.Helper()
	paths, err := filepath.Glob(filepath.Join(s.folder, "reports", "*.yaml"))
	if err != nil {
		s.t.Fatal(err)
	}
	reports, problems, err := source.LoadFiles(paths, nil, source.Options{})
	if err != nil || len(problems) > 0 {
		s.t.Fatal(err, problems)
	}
	env := map[string]string{}
	for _, e := range s.env {
		name, value, _ := strings.Cut(e, "=")
		env[name] = value
	}
	for _, r := range reports {
		if err := putReport(context.Background(), func(name string) string { return env[name] }, r); err != nil {
			s.t.Fatal(err)
		}
	}
}
