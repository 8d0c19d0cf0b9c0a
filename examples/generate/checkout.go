package main

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// The checkout of a shop in Berlin from Thursday, 27 November, to Wednesday, 10 December 2025.
// In the afternoon of the last day the acquirer of its payments does not answer.
const (
	checkoutDays = 14
	quietHour    = 3 // of the last day: a deployment, no request
	outageBegins = 13
	outageEnds   = 17
)

var checkoutStart = time.Date(2025, 11, 26, 23, 0, 0, 0, time.UTC) // midnight in Berlin

// shop writes the logs of three services.
type shop struct {
	r                         *sample.Random
	gateway, orders, payments sample.Log
	last                      bool      // the last day
	day                       time.Time // midnight in Berlin
}

func checkout() sample.Files {
	r := sample.Random(20251210)
	s := &shop{r: &r}
	for i := range checkoutDays {
		s.day, s.last = checkoutStart.AddDate(0, 0, i), i == checkoutDays-1
		count := sample.About(&r, 1040)
		if w := s.day.Add(time.Hour).Weekday(); w == time.Saturday || w == time.Sunday {
			count = count * 3 / 4
		}
		for _, at := range sample.Times(&r, s.day, count, sample.Office) {
			s.request(at)
		}
		s.errors()
	}
	return sample.Files{
		"ecs/checkout-gateway/access.log.gz": s.gateway.String(),
		"ecs/checkout-orders/orders.log":     s.orders.String(), "ecs/checkout-payments/payments.log": s.payments.String(),
	}
}

// route is a route of the shop with its usual time in milliseconds.
type route struct {
	name     string
	ms, good int
}

var (
	routes = []route{
		{"GET /cart/{id}", 24, 200}, {"POST /cart/{id}/items", 38, 201}, {"POST /payments/authorize", 190, 200},
		{"POST /orders", 140, 201}, {"GET /shipping/quotes", 95, 200}, {"POST /coupons/apply", 45, 200},
	}
	routeWeights = []int{38, 22, 14, 13, 9, 4}
)

const (
	authorize = 2 // in routes
	order     = 3
)

// hour returns the hour in Berlin.
func (s *shop) hour(at time.Time) int { return int(at.Sub(s.day) / time.Hour) }

func (s *shop) outage(at time.Time) bool {
	return s.last && s.hour(at) >= outageBegins && s.hour(at) < outageEnds
}

func (s *shop) request(at time.Time) {
	if s.last && s.hour(at) == quietHour {
		return
	}
	i := s.r.Weighted(routeWeights)
	status, ms := routes[i].good, routes[i].ms+s.r.Below(routes[i].ms)
	if s.r.Chance(25) {
		ms += 200 + s.r.Below(400)
	}
	switch {
	case s.outage(at) && i == authorize && !s.r.Chance(4):
		status, ms = 504, 5000+s.r.Below(60)
		s.timeout(at.Add(time.Duration(ms) * time.Millisecond))
	case s.outage(at) && i == order && !s.r.Chance(3):
		status, ms = 503, 900+s.r.Below(600)
		s.unconfirmed(at.Add(time.Duration(ms) * time.Millisecond))
	case s.r.Chance(190):
		status, ms = 500, ms*3
		s.unconfirmed(at.Add(time.Duration(ms) * time.Millisecond))
	case s.r.Chance(60):
		status = 404
	}
	s.gateway.Add(at, `{"time":"%s","route":"%s","status":%d,"ms":%d}`, at.UTC().Format("2006-01-02T15:04:05.000Z"), routes[i].name, status, ms)
}

// orderID returns an order's number as the shop writes it.
func (s *shop) orderID() string {
	const letters = "ABCDEFGHJK"
	return fmt.Sprintf("7F%c%d-%05d", letters[s.r.Below(10)], 1+s.r.Below(9), 10_000+s.r.Below(90_000))
}

func (s *shop) timeout(at time.Time) {
	s.payments.Tail(at, "payments/1", "ERROR PaymentGatewayTimeout: no response from acquirer north-eu after %d ms (order %s)", 5000+s.r.Below(40), s.orderID())
}

func (s *shop) unconfirmed(at time.Time) {
	s.orders.Tail(at, "orders/1", "ERROR order %s not confirmed: payment state unknown, will be checked again in 60 s", s.orderID())
}

// errors adds what the services log on a day beyond the errors of requests.
func (s *shop) errors() {
	for _, at := range sample.Times(s.r, s.day, 4+s.r.Below(9), sample.Office) {
		s.payments.Tail(at, "payments/1", "WARN refund %s failed: the account is closed", s.orderID())
	}
	for _, at := range sample.Times(s.r, s.day, 3+s.r.Below(3), sample.Office) {
		s.payments.Tail(at, "payments/2", "ERROR payment of order %s declined by acquirer: code %d", s.orderID(), 51+s.r.Below(9))
	}
	if !s.last {
		for _, at := range sample.Times(s.r, s.day, 1+s.r.Below(4), sample.Office) {
			s.orders.Tail(at, "orders/2", "ERROR coupon service answered 404 for campaign %d", 1100+s.r.Below(40))
		}
		return
	}
	s.orders.Tail(s.day.Add(13*time.Hour+12*time.Minute+31*time.Second), "orders/2", `ERROR circuit breaker "payments" opened after 20 failures in 10 s`)
	s.orders.Tail(s.day.Add(15*time.Hour+40*time.Minute+2*time.Second), "orders/2", `ERROR circuit breaker "payments" opened after 34 failures in 12 s`)
	s.payments.Tail(s.day.Add(21*time.Hour+52*time.Minute+38*time.Second), "payments/2", "ERROR unhandled exception in the capture handler: IllegalStateException: payment %s is already captured\n"+
		"\tat org.example.payments.Capture.run(Capture.java:118)\n\tat org.example.payments.Queue.take(Queue.java:57)", s.orderID())
}
