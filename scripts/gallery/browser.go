package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// browser is a Chromium without a window, driven through a pipe: requests go to its file
// 3, answers and events come from its file 4, each JSON that ends with a zero byte
// (https://chromedevtools.github.io/devtools-protocol/, --remote-debugging-pipe).
type browser struct {
	cmd      *exec.Cmd
	to       *os.File
	from     *bufio.Reader
	profile  string
	session  string
	last     int
	requests int // of the page that is shown, and its complaints
	messages []string
	loaded   bool
}

// message is a request, an answer or an event.
type message struct {
	ID      int             `json:"id,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// start starts a browser with one empty page.
func start(program string) (*browser, error) {
	profile, err := os.MkdirTemp("", "gallery")
	if err != nil {
		return nil, err
	}
	requests, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	answers, from, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--remote-debugging-pipe", "--user-data-dir="+profile, "about:blank")
	cmd.ExtraFiles = []*os.File{requests, from}
	b := &browser{cmd: cmd, to: to, from: bufio.NewReader(answers), profile: profile}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	_, _ = requests.Close(), from.Close()
	if err := b.attach(); err != nil {
		b.close()
		return nil, fmt.Errorf("open a page of %s: %w", program, err)
	}
	return b, nil
}

// attach opens a page and asks for its events.
func (b *browser) attach() error {
	var target struct{ TargetID, SessionID string }
	if err := b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	if err := b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target); err != nil {
		return err
	}
	b.session = target.SessionID
	for _, events := range []string{"Page.enable", "Network.enable", "Log.enable", "Runtime.enable"} {
		if err := b.call(events, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// call sends a request and waits for its answer.
func (b *browser) call(method string, params, result any) error {
	b.last++
	request, err := json.Marshal(message{ID: b.last, Session: b.session, Method: method, Params: params})
	if err != nil {
		return err
	}
	if _, err := b.to.Write(append(request, 0)); err != nil {
		return err
	}
	for {
		m, err := b.read()
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", method, err)
		case m.ID != b.last:
			continue
		case m.Error != nil:
			return fmt.Errorf("%s: %s", method, m.Error.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(m.Result, result)
	}
}

// read reads one message, and notes what events say of the page.
func (b *browser) read() (m message, err error) {
	line, err := b.from.ReadBytes(0)
	if err != nil {
		return m, err
	}
	var params struct {
		Entry   struct{ Text string }
		Request struct{ URL string }
	}
	m.Params = &params
	if err := json.Unmarshal(line[:len(line)-1], &m); err != nil {
		return m, err
	}
	switch m.Method {
	case "Page.loadEventFired":
		b.loaded = true
	case "Network.requestWillBeSent":
		if !strings.HasPrefix(params.Request.URL, "data:") { // a picture that the page holds
			b.requests++
		}
	case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown":
		b.messages = append(b.messages, m.Method+": "+params.Entry.Text)
	}
	return m, nil
}

// open shows a page and waits until it is loaded.
func (b *browser) open(address string) error {
	b.loaded, b.requests, b.messages = false, 0, nil
	if err := b.call("Page.navigate", map[string]any{"url": address}, nil); err != nil {
		return err
	}
	for !b.loaded {
		if _, err := b.read(); err != nil {
			return err
		}
	}
	return nil
}

// evaluate runs a script in the page and decodes what it returns.
func (b *browser) evaluate(script string, value any) error {
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Text string }
	}
	params := map[string]any{"expression": script, "returnByValue": true, "awaitPromise": true}
	if err := b.call("Runtime.evaluate", params, &answer); err != nil {
		return err
	}
	if answer.ExceptionDetails != nil {
		return fmt.Errorf("a script: %s", answer.ExceptionDetails.Text)
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(answer.Result.Value, value)
}

func (b *browser) close() {
	_ = b.to.Close()
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
	_ = os.RemoveAll(b.profile)
}
