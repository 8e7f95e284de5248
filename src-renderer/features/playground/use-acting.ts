import { useUrlState } from '../../state/use-url-state.ts';

/** As which client the page calls; kept in the address. */
export interface Acting {
  profile?: string;
  /** The folder that the client has open. */
  project?: string;
}

export function useActing() {
  const [profile, setProfile] = useUrlState('profile', 'default');
  const [project, setProject] = useUrlState('project');
  const acting: Acting = { profile, ...(project.trim() !== '' && { project: project.trim() }) };
  return { acting, profile, project, setProfile, setProject };
}
