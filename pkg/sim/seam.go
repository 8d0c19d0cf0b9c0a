package sim

import (
	"net/http"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/aws/smithy-go"
)

// call is one call through the seam: what may befall it depends on what it is.
type call struct {
	op     string
	target string
	kinds  []Fault
}

var (
	readFaults  = []Fault{CrashBefore, Throttled, ServerError, SlowCall, SlowAnswer}
	writeFaults = []Fault{CrashBefore, CrashAfter, Throttled, ServerError, LostAnswer, Resent, SlowCall, SlowAnswer}
)

// through makes a call: parked before it, struck by the seed's faults, carried out by do, which may happen
// twice as when the SDK sends a request again whose answer was lost.
func through[O any](p *process, c call, do func() (*O, error)) (*O, error) {
	k := p.before(c)
	if err := refusal(k); err != nil {
		return nil, err
	}
	out, err := do()
	if k == Resent {
		p.park(p.w.now)
		p.w.note(p.name, "re-sends "+c.op, c.target)
		out, err = do()
	}
	if k == LostAnswer {
		return nil, failure("InternalServerError", http.StatusInternalServerError)
	}
	p.after(k)
	if err != nil {
		p.w.note(p.name, c.op, err.Error())
	}
	return out, err
}

// before parks a call and says what befalls it.
func (p *process) before(c call) Fault {
	p.park(p.w.now)
	p.w.calls++
	k := p.w.faults.pick(p.w.now, c.kinds)
	p.w.note(p.name, c.op, c.target)
	if k != none {
		p.struck = true
		p.w.note(p.name, "fault", k.String())
	}
	switch k {
	case CrashBefore:
		p.die()
	case SlowCall:
		p.park(p.w.now.Add(p.w.upTo(p.w.set.patience)))
	}
	return k
}

// after is what befalls a call whose effect has happened.
func (p *process) after(k Fault) {
	switch k {
	case CrashAfter:
		p.die()
	case SlowAnswer:
		p.park(p.w.now.Add(p.w.upTo(p.w.set.patience)))
	}
}

func refusal(k Fault) error {
	switch k {
	case Throttled:
		return failure("ThrottlingException", http.StatusBadRequest)
	case ServerError:
		return failure("InternalServerError", http.StatusInternalServerError)
	}
	return nil
}

// failure is an error as the SDK returns it when its retries are exhausted.
func failure(code string, status int) error {
	fault := smithy.FaultServer
	if status < http.StatusInternalServerError {
		fault = smithy.FaultClient
	}
	return &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
		Err:      &smithy.GenericAPIError{Code: code, Message: code, Fault: fault},
	}
}

// port is the seam of one invocation: everything that its actors call.
type port struct{ *process }

// spoil lets a planted bug at a call.
func (p port) spoil(in any) damage {
	if p.w.options.sabotage == nil {
		return unharmed
	}
	return p.w.options.sabotage(p.process, in)
}
