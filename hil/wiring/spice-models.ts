/**
 * SPICE models: behavioural ones, because makers' own may not be passed on. An op-amp has an input range,
 * gain and bandwidth, a slew rate, an output that stops short of its rails, and a current limit. A comparator has an
 * offset, and an open collector that needs a supply to conduct.
 */

/** `.subckt` and `.model` lines, for every deck. */
export const spiceModels = `
.subckt opamp p m o vp vn params: slew=10e6 gbw=10e6 ron=20 ilim=0.05 loss=0.015
Bd d 0 V = min(max(V(p),V(vn)-0.1),V(vp)+0.1) - min(max(V(m),V(vn)-0.1),V(vp)+0.1)
Bg 0 x I = slew*1e-9*tanh(V(d)*gbw*6.2832/slew)
Cx x 0 1n
Rx x 0 1e9
Bc x 0 I = 5*(max(V(x)-V(vp)+loss,0) + min(V(x)-V(vn)-loss,0))
Bo o 0 I = -ilim*tanh((V(x)-V(o))/(ron*ilim))
Co o 0 5p
.ends
.subckt comparator p m o vp vn params: offset=0
Bo o vn I = 0.008*(1+tanh((V(m)+offset-V(p))/1e-4))*tanh(max(V(o)-V(vn),0)/0.3)*(0.5+0.5*tanh((V(vp)-V(vn)-1.9)/0.05))
Rl o vn 1e9
.ends
.model SCHOTTKY D(IS=1e-7 N=1.05 RS=1 CJO=10p EG=0.69 XTI=2)
.model POWER D(IS=1e-5 N=1.05 RS=0.05 EG=0.69 XTI=2)
.model PLAIN D(IS=1e-9 N=1.8 RS=0.05 CJO=20p)
.model LED D(IS=1e-14 N=1.9 RS=5)
.model GATE SW(VT=1.65 VH=0.02 RON=120 ROFF=1e10)
.model RELAY SW(VT=0.5 VH=0.1 RON=1m ROFF=1e9)
.subckt rectifier a b plus minus
D1 a plus PLAIN
D2 b plus PLAIN
D3 minus a PLAIN
D4 minus b PLAIN
.ends
.subckt coupler a k c e params: ctr=1
Vs a x 0
Dl x k LED
Bc c e I = ctr*max(I(Vs),0)*tanh(max(V(c,e),0)/0.1)
.ends
`;
