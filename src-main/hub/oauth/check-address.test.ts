import { describe, expect, test } from 'vitest';
import { checkAddress } from './check-address.ts';

const remote = new URL('https://mcp.example.com/mcp');
const inside = new URL('https://192.168.1.20/mcp');
const local = new URL('http://127.0.0.1:3000/mcp');

describe('checkAddress', () => {
  test.each([
    ['https://auth.example.com/authorize', remote],
    ['https://10.1.2.3/authorize', inside],
    ['https://10.1.2.3/authorize', local],
    ['https://auth.example.com', inside],
    ['https://auth.example.com', local],
    ['http://localhost:9000/authorize', local],
    ['http://[::1]:9000/authorize', local],
    ['https://127.0.0.1:9000/authorize', local],
  ])('lets %s pass for %s', (address, server) => {
    expect(checkAddress(address, server).href).toContain(new URL(address).host);
  });

  test.each([
    ['http://auth.example.com/authorize', remote],
    ['http://auth.example.com/authorize', local],
    ['http://127.0.0.1:9000/authorize', remote],
    ['https://localhost/authorize', remote],
    ['https://localhost./authorize', remote],
    ['https://auth.localhost./authorize', remote],
    ['https://127.0.0.1./authorize', remote],
    ['https://10.1.2.3/authorize', remote],
    ['https://172.16.0.1/authorize', remote],
    ['https://192.168.1.1/authorize', remote],
    ['https://100.64.0.1/authorize', remote],
    ['https://[fd00::1]/authorize', remote],
    ['https://[::ffff:10.0.0.1]/authorize', remote],
    ['https://127.0.0.1/authorize', inside],
    ['https://169.254.169.254/latest', inside],
    ['http://192.168.1.1/authorize', inside],
    ['https://127.0.0.1/authorize', remote],
    ['https://0x7f000001/authorize', remote],
    ['https://[::1]/authorize', remote],
    ['https://[::ffff:127.0.0.1]/authorize', remote],
    ['https://169.254.169.254/latest', remote],
    ['https://[fe80::1]/', remote],
    ['https://0.0.0.0/', remote],
    ['file:///etc/passwd', local],
    ['javascript:alert(1)', remote],
    ['ms-settings:about', local],
    ['https://user:pass@auth.example.com/', remote],
    ['nonsense', remote],
  ])('refuses %s for %s', (address, server) => {
    expect(() => checkAddress(address, server)).toThrow(/leads to/);
  });
});
