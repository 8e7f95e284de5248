import { Component, type ReactNode } from 'react';

interface FormGuardProps {
  /** In place of a form that could not be drawn. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Servers write schemas of which no form can be made; what is around it stays usable. */
export class FormGuard extends Component<FormGuardProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}
